using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsPlatform.Extraction.Sites.Rules;
using NewsPlatform.Hosting.Data;

namespace NewsPlatform.Clean.Sites;

/// <summary>The rules that hold here now: those of the database and, before them, those of the folder.</summary>
internal sealed class SiteRulesCatalog(SiteRulesTable table, SiteRulesFolder folder, CleanOptions options, TimeProvider time, ILogger<SiteRulesCatalog> log) : BackgroundService
{
    // See SiteProfiles.
    private const long Overlap = 60_000_000;

    private readonly Dictionary<string, HeldRules> stored = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim one = new(1, 1);
    private volatile Held held = new([], SiteRuleSet.Empty);
    private long since;
    private bool away;

    /// <summary>What holds now, by site.</summary>
    public IReadOnlyDictionary<string, HeldRules> All => held.All;

    /// <summary>What holds now, for pages.</summary>
    public SiteRuleSet Set => held.Set;

    /// <summary>Reads what has changed in the folder and in the database.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (folder.Read())
            {
                Put();
                log.RulesHold(folder.Rules.Count, "the folder");
            }

            var now = time.GetUtcNow().ToMicros();
            var changed = (await table.ChangedAsync(since, cancellationToken)).Where(row => (stored.GetValueOrDefault(row.Site)?.Rules.Version ?? "") != row.Etag).ToList();
            foreach (var row in changed)
            {
                if (row.Content.Length == 0)
                {
                    stored.Remove(row.Site);
                }
                else if (SiteRules.TryParse(row.Content, out var rules, out var errors))
                {
                    stored[row.Site] = new(rules, false, row.Updated);
                }
                else
                {
                    log.RulesWrong("siteRules/" + row.Site, errors[0].ToString());
                }
            }

            if (changed.Count > 0)
            {
                Put();
                log.RulesHold(stored.Count, "the database");
            }

            // Rows are few and small: the first reading takes all.
            since = now - Overlap;
            away = false;
        }
        finally
        {
            one.Release();
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first page is read.
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        one.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The watcher makes it quick; the rhythm makes it sure, on network folders too, where nothing is told.
        while (!stoppingToken.IsCancellationRequested)
        {
            await folder.ChangeAsync(options.SiteRefresh, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            if (!away)
            {
                away = true;
                log.KnowledgeAway(exception.Message);
            }
        }
        catch (Exception exception)
        {
            // The boundary of one round: the rules that hold go on.
            log.KnowledgeFailed(exception, exception.Message);
        }
    }

    private void Put()
    {
        var all = new Dictionary<string, HeldRules>(stored, StringComparer.Ordinal);
        foreach (var rules in folder.Rules)
        {
            all[rules.Rules.Site] = rules;
        }

        held = new(all, new SiteRuleSet(all.Values.Select(one => one.Rules)));
    }

    private sealed record Held(Dictionary<string, HeldRules> All, SiteRuleSet Set);
}
