using System.CommandLine;
using NewsPlatform.Cli.Output;
using NewsPlatform.Contracts.Clean.V1;
using NewsPlatform.Text;

namespace NewsPlatform.Cli.Commands.Sites;

/// <summary><c>news site show</c>.</summary>
internal static class SiteShowCommand
{
    public static Command Create(CommonOptions common)
    {
        var site = new Argument<string>("SITE") { Description = "A host, or an address of it." };
        return common.Online(new Command("show", "Shows what was learnt of a site.") { site }, async run =>
        {
            var request = new GetSiteProfileRequest { Name = SiteNames.Profile(run.Arguments.GetRequiredValue(site)) };
            Show(run.Screen, await run.Server.Clean.CallAsync((client, options) => client.GetSiteProfileAsync(request, options), run.Stop));
            return ExitCode.Done;
        });
    }

    /// <summary>Shows a profile.</summary>
    public static void Show(Screen screen, SiteProfile profile)
    {
        if (screen.Json)
        {
            screen.WriteJson(json => SiteJson.Write(json, profile, full: true));
            return;
        }

        screen.WriteLine(string.Join(
            " · ",
            ((string[])
            [
                profile.Name,
                $"version {Printable.Number(profile.Version)}",
                $"{Printable.Number(profile.TotalPages)} articles, {Printable.Number(profile.Pages)} in the counts",
                profile.UpdateTime is null ? "" : "learnt " + TimeText.Short(profile.UpdateTime),
                profile.Rules,
            ]).Where(part => part.Length > 0)));
        using var rows = new Rows(screen, new("articles", 9), new("is", 10), new("what repeats"));
        foreach (var block in profile.RepeatedBlocks)
        {
            rows.Add(Printable.Number(block.Pages), block.TitleTail ? "title's end" : "block", block.Sample);
        }
    }
}
