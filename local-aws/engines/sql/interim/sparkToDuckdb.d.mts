export declare const toDuckDB: (spark: string) => string;
