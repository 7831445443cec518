using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Extraction.Sites;
using NewsPlatform.Hosting.Data;
using NewsPlatform.Hosting.Rpc;
using SiteRules = NewsPlatform.Extraction.Sites.Rules.SiteRules;

namespace NewsPlatform.Clean.Sites;

/// <summary>The calls about sites: checks requests, asks the tables, maps out.</summary>
internal sealed class SiteRpc(SiteProfileTable profiles, SiteProfiles known, SiteRulesTable table, SiteRulesCatalog rules)
{
    private const int MaxBlocks = 200;
    private const string Profiles = "siteProfiles/";
    private const string Rules = "siteRules/";

    public async Task<Contracts.Clean.V1.SiteProfile> GetProfileAsync(GetSiteProfileRequest request, CancellationToken cancellationToken)
    {
        var site = SiteIn(request.Name, Profiles, "name");
        // What waits here is a part of what is known.
        await known.RefreshAsync(cancellationToken);
        return await profiles.LoadAsync([site], cancellationToken) is [var row] ? ToProto(row, full: true) : throw NoProfile(request.Name);
    }

    public async Task<ListSiteProfilesResponse> ListProfilesAsync(ListSiteProfilesRequest request, CancellationToken cancellationToken)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var rows = await profiles.ListAsync(PageToken.Decode(request.PageToken, "siteProfiles") ?? "", size + 1, cancellationToken);
        return new ListSiteProfilesResponse
        {
            SiteProfiles = { rows.Take(size).Select(row => ToProto(row, full: false)) },
            NextPageToken = rows.Count > size ? PageToken.Encode(rows[size - 1].Site, "siteProfiles") : "",
        };
    }

    public async Task<Contracts.Clean.V1.SiteProfile> RebuildAsync(RebuildSiteProfileRequest request, CancellationToken cancellationToken)
    {
        var site = SiteIn(request.Name, Profiles, "name");
        await known.RefreshAsync(cancellationToken);
        var row = await profiles.ForgetAsync(site, cancellationToken) ?? throw NoProfile(request.Name);
        known.Take(row);
        return ToProto(row, full: true);
    }

    public async Task<Contracts.Clean.V1.SiteRules> GetRulesAsync(GetSiteRulesRequest request, CancellationToken cancellationToken)
    {
        var site = SiteIn(request.Name, Rules, "name");
        await rules.RefreshAsync(cancellationToken);
        return rules.All.TryGetValue(site, out var held) ? ToProto(held) : throw NoRules(request.Name);
    }

    public ListSiteRulesResponse ListRules(ListSiteRulesRequest request)
    {
        var size = PageToken.Size(request.PageSize, 100, 1000);
        var after = PageToken.Decode(request.PageToken, "siteRules") ?? "";
        var found = rules.All.Values.Where(held => string.CompareOrdinal(held.Rules.Site, after) > 0).OrderBy(held => held.Rules.Site, StringComparer.Ordinal).Take(size + 1).ToList();
        return new ListSiteRulesResponse
        {
            SiteRules = { found.Take(size).Select(ToProto) },
            NextPageToken = found.Count > size ? PageToken.Encode(found[size - 1].Rules.Site, "siteRules") : "",
        };
    }

    public async Task<Contracts.Clean.V1.SiteRules> UpdateRulesAsync(UpdateSiteRulesRequest request, CancellationToken cancellationToken)
    {
        var given = request.SiteRules ?? throw RpcErrors.InvalidField("site_rules", "is missing.");
        var site = SiteIn(given.Name, Rules, "site_rules.name");
        if (given.Content.Length == 0)
        {
            throw RpcErrors.InvalidField("site_rules.content", "is empty; DeleteSiteRules deletes rules.");
        }

        if (given.Content.Contains('\0', StringComparison.Ordinal))
        {
            throw RpcErrors.InvalidField("site_rules.content", "has a NUL character.");
        }

        if (!SiteRules.TryParse(given.Content, out var parsed, out var errors))
        {
            throw RpcErrors.Error(
                Code.InvalidArgument,
                "INVALID_SITE_RULES",
                "site_rules.content: " + string.Join("; ", errors),
                ("field", "site_rules.content"),
                ("line", errors[0].Line.ToString(CultureInfo.InvariantCulture)),
                ("column", errors[0].Column.ToString(CultureInfo.InvariantCulture)));
        }

        if (parsed.Site != site)
        {
            throw RpcErrors.InvalidField("site_rules.content", $"is for \"{parsed.Site}\", not for \"{site}\" as the name says.");
        }

        // What was set, whatever others have made of it since.
        return ToProto(new HeldRules(parsed, IsFile: false, await ChangeAsync(site, parsed, given.Etag, cancellationToken)));
    }

    public async Task<Empty> DeleteRulesAsync(DeleteSiteRulesRequest request, CancellationToken cancellationToken)
    {
        var site = SiteIn(request.Name, Rules, "name");
        await rules.RefreshAsync(cancellationToken);
        if (!rules.All.ContainsKey(site))
        {
            throw NoRules(request.Name);
        }

        await ChangeAsync(site, null, request.Etag, cancellationToken);
        return new Empty();
    }

    private async Task<long> ChangeAsync(string site, SiteRules? changed, string etag, CancellationToken cancellationToken)
    {
        if (rules.All.TryGetValue(site, out var held) && held.IsFile)
        {
            throw RpcErrors.Error(Code.FailedPrecondition, "SITE_RULES_IN_FILE", $"The rules of {site} are in a file of the server's folder, which goes before; change them there.");
        }

        var (change, updated) = await table.SetAsync(site, changed, etag, cancellationToken);
        switch (change)
        {
            case SiteRulesTable.Change.OtherEtag:
                throw RpcErrors.Error(Code.Aborted, "ETAG_MISMATCH", $"The rules of {site} are others by now; read them again.");
            case SiteRulesTable.Change.TooMany:
                throw RpcErrors.Error(Code.ResourceExhausted, "TOO_MANY_SITE_RULES", $"There are rules for {SiteRulesTable.MaxRules} sites already.");
            default:
                await rules.RefreshAsync(cancellationToken);
                return updated;
        }
    }

    private Contracts.Clean.V1.SiteProfile ToProto(ProfileRow row, bool full)
    {
        var profile = row.Profile;
        return new Contracts.Clean.V1.SiteProfile
        {
            Name = Profiles + row.Site,
            Version = row.Version,
            Pages = row.Memory.Pages,
            TotalPages = row.Memory.Total,
            UpdateTime = row.Updated == 0 ? null : UnixTime.ToTimestamp(row.Updated),
            Rules = rules.Set.Find(new Uri($"http://{row.Site}/")) is { } held ? Rules + held.Site : "",
            RepeatedBlocks =
            {
                (full ? profile.Repeated.Take(MaxBlocks) : []).Select(block => new Contracts.Clean.V1.RepeatedBlock
                {
                    Fingerprint = block.Fingerprint.ToString("x16", CultureInfo.InvariantCulture),
                    Sample = StoredText.Clean(block.Sample),
                    Pages = block.Pages,
                    TitleTail = block.IsTitleTail,
                }),
            },
        };
    }

    private static Contracts.Clean.V1.SiteRules ToProto(HeldRules held) => new()
    {
        Name = Rules + held.Rules.Site,
        Content = held.Rules.Content,
        Etag = held.Rules.Version,
        Origin = held.IsFile ? Contracts.Clean.V1.SiteRules.Types.Origin.File : Contracts.Clean.V1.SiteRules.Types.Origin.Database,
        UpdateTime = UnixTime.ToTimestamp(held.Updated),
    };

    private static string SiteIn(string name, string collection, string field)
    {
        var site = name.StartsWith(collection, StringComparison.Ordinal) ? name[collection.Length..] : "";
        var host = collection == Rules && site.StartsWith("*.", StringComparison.Ordinal) ? site[2..] : site;
        return host.Length is > 0 and <= 253 && System.Uri.CheckHostName(host) != UriHostNameType.Unknown && Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var url) && SiteKnowledge.SiteOf(url) == host
            ? site
            : throw RpcErrors.InvalidField(field, $"is no name of this kind; write {collection} and a host in small letters without www., such as {collection}paper.example.");
    }

    private static Grpc.Core.RpcException NoProfile(string name) => RpcErrors.NotFound("SITE_PROFILE_NOT_FOUND", $"{name}: nothing has been learnt of this site.");

    private static Grpc.Core.RpcException NoRules(string name) => RpcErrors.NotFound("SITE_RULES_NOT_FOUND", $"{name}: there are no such rules.");
}
