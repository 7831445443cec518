using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.TestKit;

public sealed class SharedDataTests
{
    [Fact]
    public void Shared_folder_is_found_beside_the_repository()
    {
        var parent = ScratchFolder.Create("shared-data");
        var repository = Directory.CreateDirectory(Path.Combine(parent, "repository")).FullName;
        var shared = Directory.CreateDirectory(Path.Combine(parent, "shared")).FullName;
        File.WriteAllText(Path.Combine(shared, "README.md"), "");

        Assert.Equal(shared, SharedData.Find(variable: null, repository));
    }

    [Fact]
    public void Variable_that_names_no_folder_is_not_replaced_by_a_guess()
    {
        Assert.Null(SharedData.Find(variable: "/no/such/folder", RepositoryRoot.Path));
    }

    [Fact]
    public void Fact_without_its_data_is_skipped_with_the_reason()
    {
        var fact = new SharedFactAttribute("no/such/set");

        Assert.Contains("no/such/set", fact.Skip, StringComparison.Ordinal);
    }
}
