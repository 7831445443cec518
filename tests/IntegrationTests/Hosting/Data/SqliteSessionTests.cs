using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using NewsPlatform.Hosting.Data;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Hosting.Data;

/// <summary>Connections that keep their statements must behave as fresh ones do.</summary>
public sealed class SqliteSessionTests : IAsyncDisposable
{
    private readonly string folder = ScratchFolder.Create("sessions");
    private readonly Database database;

    public SqliteSessionTests() => database = new Database(new DatabaseOptions { Provider = DatabaseProvider.Sqlite }, "kept", folder);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_statement_runs_again_with_other_values_and_finds_what_was_written_since()
    {
        await CreateAsync();
        foreach (var value in new[] { 1, 2, 3 })
        {
            await InsertAsync(value, $"text {value}");
            Assert.Equal($"text {value}", await TextOfAsync(value));
            Assert.Null(await TextOfAsync(value + 1));
        }
    }

    [Fact]
    public async Task The_same_connection_serves_again_and_never_two_at_once()
    {
        await CreateAsync();
        var first = await database.OpenAsync(CancellationToken.None);
        await first.DisposeAsync();
        await first.DisposeAsync();
        await first.CloseAsync();

        await using var one = await database.OpenAsync(CancellationToken.None);
        await using var two = await database.OpenAsync(CancellationToken.None);
        Assert.Same(first, one);
        Assert.NotSame(one, two);
    }

    [Fact]
    public async Task One_text_may_be_read_twice_at_the_same_time()
    {
        await CreateAsync();
        await InsertAsync(1, "one");
        await InsertAsync(2, "two");

        await using var connection = await database.OpenAsync(CancellationToken.None);
        var read = new List<string>();
        await foreach (var outer in connection.QueryUnbufferedAsync<string>("SELECT text FROM item ORDER BY id"))
        {
            await foreach (var inner in connection.QueryUnbufferedAsync<string>("SELECT text FROM item ORDER BY id"))
            {
                read.Add(outer + inner);
            }
        }

        Assert.Equal(["oneone", "onetwo", "twoone", "twotwo"], read);
    }

    [Fact]
    public async Task A_reader_that_was_left_open_takes_its_snapshot_with_it()
    {
        await CreateAsync();
        await InsertAsync(1, "one");
        await InsertAsync(2, "two");
        const string sql = "SELECT text FROM item ORDER BY id";
        await using (var before = await database.OpenAsync(CancellationToken.None))
        {
            // Kept from an earlier use, it is older than the command that runs it.
            Assert.Equal(2, (await before.QueryAsync<string>(sql)).Count());
        }

        var connection = await database.OpenAsync(CancellationToken.None);
        var command = connection.CreateCommand();
        command.CommandText = sql;
        var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        await connection.DisposeAsync();

        await InsertAsync(3, "three");
        await using var next = await database.OpenAsync(CancellationToken.None);
        Assert.Equal(3, await next.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM item"));
        Assert.NotSame(connection, next);
    }

    [Fact]
    public async Task A_statement_that_failed_runs_when_its_values_are_right()
    {
        await CreateAsync();
        await InsertAsync(1, "one");
        Assert.Equal(19, (await Assert.ThrowsAsync<SqliteException>(() => InsertAsync(1, "again"))).SqliteErrorCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("INSERT INTO item VALUES (@id, @text)", new { id = 2 }, transaction), CancellationToken.None));
        await InsertAsync(2, "two");

        Assert.Equal("one", await TextOfAsync(1));
        Assert.Equal("two", await TextOfAsync(2));
    }

    [Fact]
    public async Task A_statement_follows_the_table_as_it_changes()
    {
        await CreateAsync();
        await InsertAsync(1, "one");
        Assert.Equal(2, await ColumnsAsync());
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("ALTER TABLE item ADD COLUMN more TEXT", transaction: transaction), CancellationToken.None);

        Assert.Equal("one", await TextOfAsync(1));
        Assert.Equal(3, await ColumnsAsync());

        async Task<int> ColumnsAsync()
        {
            await using var connection = await database.OpenAsync(CancellationToken.None);
            await using var reader = await connection.ExecuteReaderAsync("SELECT * FROM item");
            return reader.FieldCount;
        }
    }

    [Fact]
    public async Task What_was_not_committed_is_rolled_back_when_the_connection_goes_back()
    {
        await CreateAsync();
        var connection = await database.OpenAsync(CancellationToken.None);
        var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("INSERT INTO item VALUES (1, 'one')", transaction: transaction);
        await connection.DisposeAsync();

        Assert.Null(await TextOfAsync(1));
        await InsertAsync(1, "written");
        Assert.Equal("written", await TextOfAsync(1));
    }

    [Fact]
    public async Task Texts_without_end_and_one_command_with_several_texts_are_served()
    {
        await CreateAsync();
        await InsertAsync(1, "one");
        await using var connection = await database.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        for (var i = 0; i < 1000; i++)
        {
            command.CommandText = $"SELECT {i} + id FROM item WHERE id = @id";
            command.Parameters.Clear();
            AddParameter(command, 1);
            Assert.Equal(i + 1L, await command.ExecuteScalarAsync());
            Assert.Equal(i + 1L, await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task Readers_beside_a_writer_see_whole_transactions()
    {
        await CreateAsync();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var connection = await database.OpenAsync(CancellationToken.None);
                Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) % 2 FROM item"));
            }
        })).ToList();
        for (var i = 0; i < 200; i++)
        {
            var id = 2 * i;
            await database.WriteAsync(
                async (connection, transaction) =>
                {
                    await connection.ExecuteAsync("INSERT INTO item VALUES (@id, '')", new { id }, transaction);
                    await connection.ExecuteAsync("INSERT INTO item VALUES (@id, '')", new { id = id + 1 }, transaction);
                },
                CancellationToken.None);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task The_file_is_closed_when_the_database_is_disposed_of()
    {
        await CreateAsync();
        var late = await database.OpenAsync(CancellationToken.None);
        await database.DisposeAsync();
        await late.DisposeAsync();

        // The last connection to a file in WAL mode takes the log away as it closes.
        Assert.False(File.Exists(Path.Combine(folder, "kept.db-wal")));
    }

    private Task<int> CreateAsync() => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("CREATE TABLE item (id INTEGER PRIMARY KEY, text TEXT)", transaction: transaction), CancellationToken.None);

    private Task<int> InsertAsync(int id, string text) => database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("INSERT INTO item VALUES (@id, @text)", new { id, text }, transaction), CancellationToken.None);

    private async Task<string?> TextOfAsync(int id)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<string?>("SELECT text FROM item WHERE id = @id", new { id });
    }

    private static void AddParameter(DbCommand command, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", value);
        command.Parameters.Add(parameter);
    }
}
