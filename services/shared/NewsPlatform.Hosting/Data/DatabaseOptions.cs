namespace NewsPlatform.Hosting.Data;

/// <summary>The database products that the services run on.</summary>
public enum DatabaseProvider
{
    /// <summary>A file a service: nothing to install.</summary>
    Sqlite,

    /// <summary>A schema a service in one database: for several replicas.</summary>
    Postgres,
}

/// <summary>Which database the services keep their tables in.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database";

    /// <summary>The product.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Npgsql connection string for PostgreSQL; SQLite keeps its files in the data folder.</summary>
    public string ConnectionString { get; set; } = "";
}
