process.argv[2] = 'plan';
await import('./index.js');
