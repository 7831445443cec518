using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace NewsPlatform.ContractTests.Protos;

/// <summary>
/// What in a newer set of contracts would break a client of the older one, on the wire or in JSON (the rules of buf's
/// category WIRE_JSON, and removal of methods). Removed fields are allowed when number and name are reserved.
/// </summary>
internal static class ContractBreaks
{
    public static IReadOnlyList<string> Between(FileDescriptorSet before, FileDescriptorSet after)
    {
        var breaks = new List<string>();
        foreach (var old in before.File)
        {
            var now = after.File.FirstOrDefault(f => f.Name == old.Name);
            if (now is null)
            {
                breaks.Add($"{old.Name} was removed");
                continue;
            }

            Compare(old.MessageType, now.MessageType, old.Package, breaks);
            Compare(old.EnumType, now.EnumType, old.Package, breaks);
            foreach (var service in old.Service)
            {
                Compare(service, now.Service.FirstOrDefault(s => s.Name == service.Name), $"{old.Package}.{service.Name}", breaks);
            }
        }

        return breaks;
    }

    private static void Compare(RepeatedField<DescriptorProto> before, RepeatedField<DescriptorProto> after, string scope, List<string> breaks)
    {
        foreach (var old in before)
        {
            var name = $"{scope}.{old.Name}";
            if (after.FirstOrDefault(m => m.Name == old.Name) is not { } now)
            {
                breaks.Add($"{name} was removed");
                continue;
            }

            foreach (var field in old.Field)
            {
                Compare(field, now, $"{name}.{field.Name}", breaks);
            }

            Compare(old.NestedType, now.NestedType, name, breaks);
            Compare(old.EnumType, now.EnumType, name, breaks);
        }
    }

    private static void Compare(FieldDescriptorProto old, DescriptorProto message, string name, List<string> breaks)
    {
        if (message.Field.FirstOrDefault(f => f.Number == old.Number) is not { } now)
        {
            var reserved = message.ReservedName.Contains(old.Name) && message.ReservedRange.Any(r => old.Number >= r.Start && old.Number < r.End);
            if (!reserved)
            {
                breaks.Add($"{name} = {old.Number} was removed and is not reserved");
            }

            return;
        }

        if (now.Name != old.Name || now.JsonName != old.JsonName)
        {
            breaks.Add($"{name} was renamed to {now.Name}");
        }

        if (now.Type != old.Type || now.TypeName != old.TypeName)
        {
            breaks.Add($"{name} changed its type from {old.Type} {old.TypeName} to {now.Type} {now.TypeName}");
        }

        if (now.Label != old.Label)
        {
            breaks.Add($"{name} changed from {old.Label} to {now.Label}");
        }

        if (now.HasOneofIndex != old.HasOneofIndex)
        {
            breaks.Add($"{name} moved into or out of a oneof");
        }
    }

    private static void Compare(RepeatedField<EnumDescriptorProto> before, RepeatedField<EnumDescriptorProto> after, string scope, List<string> breaks)
    {
        foreach (var old in before)
        {
            if (after.FirstOrDefault(e => e.Name == old.Name) is not { } now)
            {
                breaks.Add($"{scope}.{old.Name} was removed");
                continue;
            }

            foreach (var value in old.Value)
            {
                if (now.Value.FirstOrDefault(v => v.Name == value.Name) is not { } same)
                {
                    breaks.Add($"{scope}.{old.Name}.{value.Name} was removed");
                }
                else if (same.Number != value.Number)
                {
                    breaks.Add($"{scope}.{old.Name}.{value.Name} changed from {value.Number} to {same.Number}");
                }
            }
        }
    }

    private static void Compare(ServiceDescriptorProto old, ServiceDescriptorProto? now, string name, List<string> breaks)
    {
        foreach (var method in old.Method)
        {
            if (now?.Method.FirstOrDefault(m => m.Name == method.Name) is not { } same)
            {
                breaks.Add($"{name}.{method.Name} was removed");
            }
            else if (same.InputType != method.InputType || same.OutputType != method.OutputType
                     || same.ClientStreaming != method.ClientStreaming || same.ServerStreaming != method.ServerStreaming)
            {
                breaks.Add($"{name}.{method.Name} changed what it takes or gives");
            }
        }
    }
}
