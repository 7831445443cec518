using NewsPlatform.TestKit.Processes;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.EndToEndTests.Containers;

/// <summary>A test of the compose file: it needs an engine, docker compose and a runtime image to build on.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComposeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() => MissingAsync().GetAwaiter().GetResult());

    public ComposeFactAttribute()
    {
        if (Missing.Value is { } reason)
        {
            Skip = reason;
            Console.WriteLine($"SKIPPED: the compose file is not tested: {reason}");
        }
    }

    /// <summary>The image that the services' images are made from.</summary>
    public static string RuntimeImage => Environment.GetEnvironmentVariable("RUNTIME_IMAGE") is { Length: > 0 } image ? image : "mcr.microsoft.com/dotnet/aspnet:10.0";

    private static async Task<string?> MissingAsync()
    {
        if (!await DockerEngine.AnswersAsync())
        {
            return "no Docker engine answers";
        }

        var compose = await Command.RunAsync("docker", ["compose", "version"], TimeSpan.FromSeconds(20));
        if (compose.ExitCode != 0)
        {
            return "docker compose is not installed";
        }

        foreach (var image in new[] { RuntimeImage, TestServices.RabbitMqImage, TestServices.PostgresImage })
        {
            var has = await Command.RunAsync("docker", ["image", "inspect", image], TimeSpan.FromSeconds(20));
            if (has.ExitCode != 0 && (await Command.RunAsync("docker", ["pull", "-q", image], TimeSpan.FromMinutes(5))).ExitCode != 0)
            {
                return $"the image {image} is not here and cannot be pulled";
            }
        }

        return null;
    }
}
