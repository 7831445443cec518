using System.Reflection;
using System.Text;
using Dapper;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.Hosting.Data;

public sealed class SqliteMigratorTests() : MigratorTests(DatabaseProvider.Sqlite);

public sealed class PostgresMigratorTests() : MigratorTests(DatabaseProvider.Postgres);

public abstract class MigratorTests(DatabaseProvider provider) : IAsyncLifetime
{
    private readonly string folder = ScratchFolder.Create("migrator");
    private DatabaseOptions options = null!;

    public async Task InitializeAsync() => options = new DatabaseOptions
    {
        Provider = provider,
        ConnectionString = provider == DatabaseProvider.Postgres ? await SharedServices.CreateDatabaseAsync() : "",
    };

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Replicas_that_start_at_once_apply_each_file_once()
    {
        var files = new Files(("0001_a", "CREATE TABLE a (x BIGINT); INSERT INTO a VALUES (1)"), ("0002_b", "INSERT INTO a VALUES (2)"));
        await using var one = Open();
        await using var two = Open();

        var applied = await Task.WhenAll(new[] { one, two, one, two }.Select(d => Task.Run(() => Migrator.MigrateAsync(d, files, CancellationToken.None))));

        Assert.Equal(["0001_a", "0002_b"], applied.SelectMany(a => a).Order(StringComparer.Ordinal));
        Assert.Equal(2, await CountAsync(one, "a"));
    }

    [Fact]
    public async Task File_that_fails_leaves_the_database_as_the_files_before_it_made_it()
    {
        await using var database = Open();
        await Migrator.MigrateAsync(database, new Files(("0001_a", "CREATE TABLE a (x BIGINT)")), CancellationToken.None);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Migrator.MigrateAsync(
            database,
            new Files(("0001_a", ""), ("0002_b", "CREATE TABLE b (x BIGINT)"), ("0003_c", "CREATE TABLE c (x BIGINT); INSERT INTO nowhere VALUES (1)")),
            CancellationToken.None));

        Assert.Equal(0, await CountAsync(database, "b"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => CountAsync(database, "c"));
        Assert.Equal(
            ["0003_c"],
            await Migrator.MigrateAsync(database, new Files(("0001_a", ""), ("0002_b", "CREATE TABLE b (x BIGINT)"), ("0003_c", "CREATE TABLE c (x BIGINT)")), CancellationToken.None));
    }

    [Fact]
    public async Task Later_files_are_applied_to_what_is_there()
    {
        await using var database = Open();
        var first = new Files(("0001_a", "CREATE TABLE a (x BIGINT); INSERT INTO a VALUES (1)"));
        Assert.Equal(["0001_a"], await Migrator.MigrateAsync(database, first, CancellationToken.None));
        Assert.Empty(await Migrator.MigrateAsync(database, first, CancellationToken.None));

        Assert.Equal(
            ["0002_b"],
            await Migrator.MigrateAsync(database, new Files(("0001_a", "never read again"), ("0002_b", "ALTER TABLE a ADD COLUMN y BIGINT")), CancellationToken.None));

        Assert.Equal(1, await CountAsync(database, "a"));
    }

    [Fact]
    public async Task Assembly_without_files_is_a_mistake_of_the_build()
    {
        await using var database = Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(database, new Files(), CancellationToken.None));
    }

    private Database Open() => new(options, "things", folder);

    private static async Task<long> CountAsync(Database database, string table)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
    }

    /// <summary>An assembly that embeds what the test says, for both products.</summary>
    private sealed class Files(params (string Name, string Sql)[] files) : Assembly
    {
        public override AssemblyName GetName() => new("Files");

        public override string[] GetManifestResourceNames() =>
            [.. files.SelectMany(f => new[] { $"Files.Migrations.{f.Name}.sqlite.sql", $"Files.Migrations.{f.Name}.postgres.sql" })];

        public override Stream? GetManifestResourceStream(string name) =>
            new MemoryStream(Encoding.UTF8.GetBytes(files.Single(f => name.Contains($".{f.Name}.", StringComparison.Ordinal)).Sql));
    }
}
