/** Catalog tables and rulesets, as pipelines and reports have them. */

/** `credit-risk` → `CreditRisk`, for logical ids. */
const pascal = (name) => name.replace(/(?:^|[-_])([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const sub = (text) => ({ 'Fn::Sub': text });

const storage = (location, columns) => ({
  Columns: columns,
  Location: location,
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
});

/** Spark's name of a type as Hive's. */
const hive = (type) => type.toLowerCase().replace('timestamp_ntz', 'timestamp').replace(' ', '');

const table = (database, name, location, columns, description) => ({
  Type: 'AWS::Glue::Table',
  DependsOn: 'GlueDatabase',
  Properties: {
    CatalogId: { Ref: 'AWS::AccountId' },
    DatabaseName: database,
    TableInput: {
      Name: name,
      Description: description,
      TableType: 'EXTERNAL_TABLE',
      Parameters: { classification: 'parquet' },
      PartitionKeys: [{ Name: 'business_date', Type: 'string' }],
      StorageDescriptor: storage(
        location,
        columns.map(({ name: column, type }) => ({ Name: column, Type: hive(type) })),
      ),
    },
  },
});

const ruleset = (name, description, text, tableName, database, tableId) => ({
  Type: 'AWS::Glue::DataQualityRuleset',
  DependsOn: tableId,
  Properties: {
    Name: name,
    Description: description,
    Ruleset: text,
    TargetTable: { DatabaseName: database, TableName: tableName },
  },
});

module.exports = { pascal, ruleset, sub, table };
