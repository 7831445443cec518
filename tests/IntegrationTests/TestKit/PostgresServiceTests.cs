using Dapper;
using NewsPlatform.TestKit.Services;
using Npgsql;
using Xunit.Abstractions;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class PostgresServiceTests(ITestOutputHelper output)
{
    [Fact]
    public Task Database_as_child_process_keeps_commits_over_kill_and_restart() => SurvivesAsync(ServiceMode.Process);

    [DockerFact(DockerFactAttribute.Postgres)]
    public Task Database_in_a_container_keeps_commits_over_kill_and_restart() => SurvivesAsync(ServiceMode.Docker);

    [Fact]
    public async Task Databases_of_the_shared_server_do_not_see_each_others_tables()
    {
        var first = await SharedServices.CreateDatabaseAsync();
        var second = await SharedServices.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(first);
        await connection.ExecuteAsync("create table only_here (id int)");

        await using var other = new NpgsqlConnection(second);
        var found = await other.ExecuteScalarAsync<bool>("select exists (select from pg_tables where tablename = 'only_here')");

        Assert.False(found);
    }

    private async Task SurvivesAsync(ServiceMode mode)
    {
        await using var server = await PostgresService.StartAsync(mode);
        output.WriteLine($"{mode}: database ready in {server.StartTime.TotalSeconds:0.0} s");
        var address = await server.CreateDatabaseAsync();
        await using var before = new NpgsqlConnection(address);
        await before.ExecuteAsync("create table kept (id int); insert into kept select generate_series(1, 1000)");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => before.ExecuteScalarAsync<int>("select 1"));
        await server.RestartAsync();
        output.WriteLine($"{mode}: database ready again in {server.StartTime.TotalSeconds:0.0} s");

        await using var after = new NpgsqlConnection(address);
        Assert.Equal(1000, await after.ExecuteScalarAsync<int>("select count(*) from kept"));
        Assert.Equal(mode, server.Mode);
    }
}
