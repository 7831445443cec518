using Dapper;
using Microsoft.Data.Sqlite;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Services;
using Npgsql;

namespace NewsPlatform.IntegrationTests.Hosting.Data;

public sealed class DatabaseTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Concurrent_writers_of_two_processes_lose_no_update(DatabaseProvider provider)
    {
        var options = await OptionsAsync(provider);
        var folder = ScratchFolder.Create("database");
        await using var one = new Database(options, "counting", folder);
        await using var two = new Database(options, "counting", folder);
        await CreateAsync(one);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 20; n++)
            {
                await (i % 2 == 0 ? one : two).WriteAsync(
                    async (connection, transaction) =>
                    {
                        var locked = provider == DatabaseProvider.Postgres ? "FOR UPDATE" : "";
                        var value = await connection.ExecuteScalarAsync<long>($"SELECT value FROM counter {locked}", transaction: transaction);
                        await connection.ExecuteAsync("UPDATE counter SET value = @next", new { next = value + 1 }, transaction);
                    },
                    CancellationToken.None);
            }
        })));

        await using var connection = await one.OpenAsync(CancellationToken.None);
        Assert.Equal(320, await connection.ExecuteScalarAsync<long>("SELECT value FROM counter"));
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.Postgres)]
    public async Task Write_that_throws_leaves_nothing_behind(DatabaseProvider provider)
    {
        await using var database = new Database(await OptionsAsync(provider), "counting", ScratchFolder.Create("database"));
        await CreateAsync(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("UPDATE counter SET value = 7", transaction: transaction);
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("UPDATE counter SET value = value + 1", transaction: transaction), CancellationToken.None);
        await using var connection = await database.OpenAsync(CancellationToken.None);
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("SELECT value FROM counter"));
    }

    [Fact]
    public async Task Busy_sqlite_is_transient_and_a_broken_rule_is_not()
    {
        var path = Path.Combine(ScratchFolder.Create("database"), "busy.db");
        await using var one = new SqliteConnection($"Data Source={path}");
        await using var two = new SqliteConnection($"Data Source={path};Default Timeout=1");
        await one.OpenAsync();
        await two.OpenAsync();
        await one.ExecuteAsync("CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1); BEGIN IMMEDIATE");

        Assert.True(Database.IsTransient(await Assert.ThrowsAsync<SqliteException>(() => two.ExecuteAsync("INSERT INTO t VALUES (2)"))));
        Assert.False(Database.IsTransient(await Assert.ThrowsAsync<SqliteException>(() => one.ExecuteAsync("INSERT INTO t VALUES (1)"))));
        Assert.True(Database.IsTransient(new SqliteException("database or disk is full", 13)), "PostgreSQL's full disk is transient too");
    }

    [Fact]
    public async Task Postgres_that_is_away_or_ends_the_session_is_transient_and_a_broken_rule_is_not()
    {
        var address = await SharedServices.CreateDatabaseAsync();
        await using var one = new NpgsqlConnection(address + ";Pooling=false");
        await using var two = new NpgsqlConnection(address + ";Pooling=false");
        await one.OpenAsync();
        await two.OpenAsync();

        Assert.False(Database.IsTransient(await Assert.ThrowsAsync<PostgresException>(() => one.ExecuteAsync("SELECT * FROM no_such_table"))));
        await two.ExecuteAsync("SELECT pg_terminate_backend(@pid)", new { pid = one.ProcessID });
        Assert.True(Database.IsTransient(await Assert.ThrowsAnyAsync<NpgsqlException>(() => one.ExecuteAsync("SELECT 1"))), "session ended");
        await using var nobody = new NpgsqlConnection("Host=127.0.0.1;Port=1;Username=x;Timeout=2");
        Assert.True(Database.IsTransient(await Assert.ThrowsAnyAsync<NpgsqlException>(() => nobody.OpenAsync())), "nobody there");
        await using var pool = NpgsqlDataSource.Create(address + ";Maximum Pool Size=1;Timeout=1");
        await using var only = await pool.OpenConnectionAsync();
        Assert.True(Database.IsTransient(await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await pool.OpenConnectionAsync())), "pool exhausted");
    }

    private static async Task<DatabaseOptions> OptionsAsync(DatabaseProvider provider) => new()
    {
        Provider = provider,
        ConnectionString = provider == DatabaseProvider.Postgres ? await SharedServices.CreateDatabaseAsync() : "",
    };

    private static Task CreateAsync(Database database) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (database.IsPostgres)
            {
                await connection.ExecuteAsync("CREATE SCHEMA counting", transaction: transaction);
            }

            await connection.ExecuteAsync("CREATE TABLE counter (value BIGINT); INSERT INTO counter VALUES (0)", transaction: transaction);
        },
        CancellationToken.None);
}
