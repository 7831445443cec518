using Google.Protobuf;
using Google.Protobuf.Reflection;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Contracts.Enrich.V1;
using NewsPlatform.Contracts.Events.V1;
using NewsPlatform.Contracts.Fetch.V1;
using NewsPlatform.Contracts.Store.V1;
using NewsPlatform.TestKit;

namespace NewsPlatform.ContractTests.Protos;

/// <summary>The contracts only grow. Renew the baseline after an addition: NEWSPLATFORM_RENEW=1 ./test ContractTests.</summary>
public sealed class CompatibilityTests
{
    private static readonly string Baseline = RepositoryRoot.At("protos", "baseline.binpb");

    [Fact]
    public void Contracts_against_the_baseline_break_nothing()
    {
        var now = Current();
        if (Environment.GetEnvironmentVariable("NEWSPLATFORM_RENEW") == "1")
        {
            File.WriteAllBytes(Baseline, now.ToByteArray());
        }

        var before = FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Baseline));
        Assert.Empty(ContractBreaks.Between(before, now));
    }

    [Fact]
    public void Baseline_holds_what_the_contracts_hold()
    {
        // Otherwise a part that was added after the baseline could be broken unnoticed.
        var before = FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Baseline));
        var missing = ContractBreaks.Between(Current(), before);
        Assert.True(missing.Count == 0, "Renew protos/baseline.binpb with NEWSPLATFORM_RENEW=1 ./test ContractTests:\n" + string.Join('\n', missing));
    }

    [Theory]
    [InlineData("field removed")]
    [InlineData("field renumbered")]
    [InlineData("field type changed")]
    [InlineData("field renamed")]
    [InlineData("field made repeated")]
    [InlineData("field moved out of its oneof")]
    [InlineData("message removed")]
    [InlineData("enum value removed")]
    [InlineData("enum value renumbered")]
    [InlineData("method removed")]
    [InlineData("method made streaming")]
    [InlineData("method with another response")]
    [InlineData("file removed")]
    public void Breaking_change_is_found(string change)
    {
        var before = Current();
        var after = before.Clone();
        var events = after.File.Single(f => f.Package == "newsplatform.events.v1");
        var block = after.File.Single(f => f.Name.EndsWith("block.proto", StringComparison.Ordinal)).MessageType.Single(m => m.Name == "Block");
        var fetched = events.MessageType.Single(m => m.Name == "PageFetched");
        var store = after.File.Single(f => f.Package == "newsplatform.store.v1");
        switch (change)
        {
            case "field removed": fetched.Field.RemoveAt(0); break;
            case "field renumbered": fetched.Field[0].Number = 99; break;
            case "field type changed": fetched.Field.Single(f => f.Name == "size").Type = FieldDescriptorProto.Types.Type.Uint32; break;
            case "field renamed": fetched.Field[1].Name = "capture_name"; fetched.Field[1].JsonName = "captureName"; break;
            case "field made repeated": fetched.Field[1].Label = FieldDescriptorProto.Types.Label.Repeated; break;
            case "field moved out of its oneof": block.Field[0].ClearOneofIndex(); break;
            case "message removed": events.MessageType.Remove(fetched); break;
            case "enum value removed": store.EnumType[0].Value.RemoveAt(1); break;
            case "enum value renumbered": store.EnumType[0].Value[1].Number = 77; break;
            case "method removed": store.Service[0].Method.RemoveAt(0); break;
            case "method made streaming": store.Service[0].Method[0].ServerStreaming = true; break;
            case "method with another response": store.Service[0].Method[0].OutputType = ".newsplatform.store.v1.Change"; break;
            case "file removed": after.File.Remove(events); break;
        }

        Assert.NotEmpty(ContractBreaks.Between(before, after));
    }

    [Fact]
    public void Addition_is_no_break()
    {
        var before = Current();
        var after = before.Clone();
        after.File.Single(f => f.Package == "newsplatform.events.v1").MessageType[0].Field.Add(new FieldDescriptorProto
        {
            Name = "new_field",
            Number = 500,
            Type = FieldDescriptorProto.Types.Type.String,
            Label = FieldDescriptorProto.Types.Label.Optional,
        });
        Assert.Empty(ContractBreaks.Between(before, after));
    }

    private static FileDescriptorSet Current()
    {
        // Each file after those that it imports, and those too: so that buf and protoc read the baseline as it is.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var set = new FileDescriptorSet();
        foreach (var root in new[] { CleanServiceReflection.Descriptor, EnrichServiceReflection.Descriptor, EventsReflection.Descriptor, FetchServiceReflection.Descriptor, StoreServiceReflection.Descriptor })
        {
            Collect(root);
        }

        return set;

        void Collect(FileDescriptor file)
        {
            if (!seen.Add(file.Name))
            {
                return;
            }

            foreach (var dependency in file.Dependencies)
            {
                Collect(dependency);
            }

            set.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }
    }
}
