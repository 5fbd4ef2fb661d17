import { container } from './container.ts';
import { daemonsOwn } from './docker.ts';
import { type Driver, type DriverName, driverNames } from './driver.ts';
import { kubernetes } from './kubernetes.ts';
import { remote } from './remote.ts';

const drivers: Readonly<Record<DriverName, Driver>> = {
  'docker-container': container,
  docker: daemonsOwn,
  remote,
  kubernetes,
};

export function driverOf(name: DriverName): Driver {
  return drivers[name];
}

/** Of a driver by its name in a text; the default one for a name that is none. */
export function driverNamed(text: string | null): Driver {
  return driverOf(driverNames.find((name) => name === text) ?? 'docker-container');
}
