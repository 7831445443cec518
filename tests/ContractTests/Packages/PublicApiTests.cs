using NewsPlatform.Extraction;
using NewsPlatform.TestKit;
using NewsPlatform.Text;
using PublicApiGenerator;

namespace NewsPlatform.ContractTests.Packages;

/// <summary>What the packages promise. Renew the baselines after a change that is meant: NEWSPLATFORM_RENEW=1 ./test ContractTests.</summary>
public sealed class PublicApiTests
{
    [Theory]
    [InlineData(typeof(ArticleExtractor), "services/clean/NewsPlatform.Extraction/PublicApi.txt")]
    [InlineData(typeof(LanguageIdentifier), "services/shared/NewsPlatform.Text/PublicApi.txt")]
    public void Public_api_is_that_of_the_baseline(Type type, string baseline)
    {
        var api = type.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = RepositoryRoot.At(baseline.Split('/'));
        if (Environment.GetEnvironmentVariable("NEWSPLATFORM_RENEW") == "1")
        {
            File.WriteAllText(path, api);
        }

        Assert.Equal(File.ReadAllText(path), api);
    }
}
