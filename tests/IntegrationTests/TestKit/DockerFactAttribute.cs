using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.TestKit;

/// <summary>A fact about containers; skipped, with the reason, where no engine can run the image.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerFactAttribute : FactAttribute
{
    public const string RabbitMq = "rabbitmq";
    public const string Postgres = "postgres";

    public DockerFactAttribute(string server)
    {
        Server = server;
        var image = string.Equals(server, RabbitMq, StringComparison.Ordinal) ? TestServices.RabbitMqImage : TestServices.PostgresImage;

        // An attribute cannot wait asynchronously; discovery has no synchronization context to block.
        if (!TestServices.CanUseDockerAsync(image).GetAwaiter().GetResult())
        {
            Skip = $"no Docker engine answers, or it neither has nor can pull {image}";
        }
    }

    public string Server { get; }
}
