using NewsPlatform.TestKit;
using NewsPlatform.TestKit.Python;
using NewsPlatform.TestKit.Services;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class PythonClientTests
{
    private const string Proto = """
        syntax = "proto3";
        package newsplatform.selftest.v1;
        import "google/api/annotations.proto";
        import "google/api/field_behavior.proto";
        import "google/protobuf/timestamp.proto";
        message Ping {
          optional string name = 1 [(google.api.field_behavior) = REQUIRED];
          google.protobuf.Timestamp at = 2;
        }
        service Pings {
          rpc Send(Ping) returns (Ping) { option (google.api.http) = { post: "/v1/pings" body: "*" }; }
        }
        """;

    [Fact]
    public async Task Script_uses_messages_and_services_of_the_protos()
    {
        var folder = ScratchFolder.Create("protos");
        var version = Directory.CreateDirectory(Path.Combine(folder, "newsplatform", "selftest", "v1"));
        await File.WriteAllTextAsync(Path.Combine(version.FullName, "ping.proto"), Proto);
        var python = await PythonClient.CreateAsync(folder);

        var result = await python.RunAsync(
            """
            import sys
            from google.protobuf import json_format
            from newsplatform.selftest.v1 import ping_pb2, ping_pb2_grpc
            ping = json_format.Parse('{"name": "%s", "at": "2026-01-02T03:04:05Z"}' % sys.argv[1], ping_pb2.Ping())
            print(ping.name, ping.HasField("name"), ping.at.seconds, ping_pb2_grpc.PingsStub.__name__)
            """,
            ["Zoë"]);

        Assert.Equal("Zoë True 1767323045 PingsStub", result.EnsureSuccess("the script").Output.Trim());
    }

    [Fact]
    public async Task Script_takes_a_message_from_the_shared_broker()
    {
        var address = await SharedServices.CreateVirtualHostAsync();
        var python = await PythonClient.CreateAsync();

        var result = await python.RunAsync(
            """
            import sys, pika
            connection = pika.BlockingConnection(pika.URLParameters(sys.argv[1]))
            channel = connection.channel()
            channel.queue_declare("python", durable=True)
            channel.confirm_delivery()
            channel.basic_publish("", "python", b"hello")
            print(channel.basic_get("python", auto_ack=True)[2].decode())
            connection.close()
            """,
            [address.AbsoluteUri]);

        Assert.Equal("hello", result.EnsureSuccess("the script").Output.Trim());
    }
}
