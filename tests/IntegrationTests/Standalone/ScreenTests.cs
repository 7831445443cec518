using NewsPlatform.Standalone.Display;

namespace NewsPlatform.IntegrationTests.Standalone;

/// <summary>What the standalone host shows of texts from the web.</summary>
public sealed class ScreenTests
{
    private const string Hostile = "Red \u001b[31malert\u009b2J\u202Eturned\u2066 tab\tline\u2028end\0";
    private const string Harmless = "Red [31malert2Jturned tab line end";

    private readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public void Text_of_the_web_cannot_steer_the_terminal()
    {
        var screen = new Screen(output);

        screen.Show(Stage.Stored, Hostile);
        screen.Say(Hostile);
        screen.ShowTable("stored", ["title"], [[Hostile]]);

        Assert.Equal($"stored    {Harmless}\n{Harmless}\nstored:\n  {Harmless}\n", output.ToString());
    }
}
