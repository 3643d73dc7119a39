import { ProductError } from '../errors/product-error';
import { isObject, type Json } from '../timing/json';

/** A service that has an image of its own to build. */
export interface ComposeService {
  readonly name: string;
  /** The reference under which `docker compose up` looks for the image. */
  readonly image: string;
  /** The section as compose resolved it. */
  readonly build: Json;
}

export interface ComposeConfig {
  readonly services: readonly ComposeService[];
  /** The names of all services, of those too that build nothing. */
  readonly names: readonly string[];
  /** Top-level secrets by name. */
  readonly secrets: Json;
}

/**
 * What `docker compose config --format=json` printed.
 * @throws ProductError COMPOSE_NOT_READ for anything else
 */
export function readConfig(output: string): ComposeConfig {
  const config = parsed(output);
  const services = config['services'] ?? {};
  if (!isObject(services)) throw notRead('its services are no mapping');
  const project = typeof config['name'] === 'string' ? config['name'] : '';
  return {
    names: Object.keys(services),
    secrets: isObject(config['secrets']) ? config['secrets'] : {},
    services: Object.entries(services).flatMap(([name, service]): ComposeService[] => {
      if (!isObject(service) || !isObject(service['build'])) return [];
      const { image, build } = service;
      // Compose names the images of services without a name so (compose-go, `GetImageNameOrDefault`).
      return [
        { name, image: typeof image === 'string' && image !== '' ? image : `${project}-${name}`, build },
      ];
    }),
  };
}

function parsed(output: string): Json {
  try {
    const value: unknown = JSON.parse(output);
    if (isObject(value)) return value;
  } catch (cause) {
    throw notRead(cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw notRead('it is no object');
}

function notRead(why: string, cause?: unknown): ProductError {
  return new ProductError({
    code: 'COMPOSE_NOT_READ',
    what: 'what docker compose config prints cannot be read',
    why,
    next: 'run docker compose config --format=json in the same folder, and look at what it prints',
    cause,
  });
}
