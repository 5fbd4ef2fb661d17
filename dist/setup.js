process.argv[2] = 'setup';
await import('./index.js');
