using System.Collections.Concurrent;

namespace NewsPlatform.TestKit.Services;

/// <summary>
/// Chooses how the broker and the database run. The variable TEST_SERVICES may be <c>docker</c>, <c>process</c> or
/// <c>auto</c> (the default: containers where an engine answers and has or can pull the image, else child processes).
/// </summary>
public static class TestServices
{
    /// <summary>The variable that overrides the choice.</summary>
    public const string Variable = "TEST_SERVICES";

    private static readonly ConcurrentDictionary<string, Lazy<Task<ServiceMode>>> Choices = new(StringComparer.Ordinal);

    /// <summary>The broker's image: the variable RABBITMQ_IMAGE, else the public one with management.</summary>
    public static string RabbitMqImage => Image("RABBITMQ_IMAGE", "rabbitmq:4-management");

    /// <summary>The database's image: the variable POSTGRES_IMAGE, else the public one.</summary>
    public static string PostgresImage => Image("POSTGRES_IMAGE", "postgres:17");

    /// <summary>The choice for an image; made once a process.</summary>
    /// <exception cref="InvalidOperationException">TEST_SERVICES is wrong, or asks for an engine that does not answer.</exception>
    public static Task<ServiceMode> ChooseAsync(string image) =>
        Choices.GetOrAdd(image, name => new Lazy<Task<ServiceMode>>(() => DecideAsync(name))).Value;

    /// <summary>Whether containers of an image can be run here.</summary>
    public static async Task<bool> CanUseDockerAsync(string image) =>
        await DockerEngine.AnswersAsync() && await DockerEngine.HasImageAsync(image, CancellationToken.None);

    private static async Task<ServiceMode> DecideAsync(string image)
    {
        switch (Environment.GetEnvironmentVariable(Variable)?.ToLowerInvariant())
        {
            case "process":
                return ServiceMode.Process;
            case "docker":
                if (!await DockerEngine.AnswersAsync())
                {
                    throw new InvalidOperationException($"{Variable}=docker, but no Docker engine answers at DOCKER_HOST or /var/run/docker.sock. Start one, or set {Variable}=process.");
                }

                return await DockerEngine.HasImageAsync(image, CancellationToken.None)
                    ? ServiceMode.Docker
                    : throw new InvalidOperationException($"{Variable}=docker, but the image {image} is neither there nor can be pulled. Set RABBITMQ_IMAGE or POSTGRES_IMAGE, or {Variable}=process.");
            case null or "" or "auto":
                return await CanUseDockerAsync(image) ? ServiceMode.Docker : ServiceMode.Process;
            case var other:
                throw new InvalidOperationException($"{Variable}={other} is unknown; it may be docker, process or auto.");
        }
    }

    private static string Image(string variable, string fallback) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } image ? image : fallback;
}
