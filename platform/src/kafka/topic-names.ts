/** Translates between the catalogue's names and those on a broker that several systems share. */
export interface TopicNames {
  toBroker(name: string): string;
  fromBroker(name: string): string;
}

export function topicNames(prefix: string): TopicNames {
  return {
    toBroker: (name) => `${prefix}${name}`,
    fromBroker: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
  };
}
