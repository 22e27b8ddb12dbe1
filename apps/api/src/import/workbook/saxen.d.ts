declare module 'saxen' {
  type Decode = (text: string) => string;

  /** Only what is used here: https://github.com/nikku/saxen */
  export class Parser {
    on(
      event: 'openTag',
      hear: (
        name: string,
        attributes: () => Readonly<Record<string, string>>,
        decode: Decode,
      ) => void,
    ): this;
    on(event: 'closeTag', hear: (name: string) => void): this;
    on(event: 'text', hear: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', hear: (text: string) => void): this;
    on(event: 'attention' | 'error', hear: () => void): this;
    parse(xml: string): void;
  }
}
