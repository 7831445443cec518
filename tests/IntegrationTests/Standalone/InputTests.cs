using System.IO.Compression;
using NewsPlatform.Hosting.Configuration;
using NewsPlatform.Standalone;
using NewsPlatform.Standalone.Intake;
using NewsPlatform.TestKit;

namespace NewsPlatform.IntegrationTests.Standalone;

/// <summary>What the command line of the standalone host takes.</summary>
public sealed class InputTests
{
    [Fact]
    public async Task Files_of_one_name_have_an_address_each()
    {
        var folder = ScratchFolder.Create("inputs");
        string[] files = [Path.Combine(folder, "one", "index.html"), Path.Combine(folder, "two", "index.html"), Path.Combine(folder, "x", "two", "index.html")];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, file);
        }

        var inputs = Input.ReadAll([.. files, Path.Combine(folder, "x", "two"), Path.Combine(folder, "two")]);

        Assert.Equal(5, inputs.Count);
        Assert.Equal(files, inputs.DistinctBy(i => i.Url).Select(i => i.File));
        Assert.Equal("https://file.invalid/index.html", inputs[0].Url);
        Assert.Equal("https://file.invalid/two/index.html", inputs[1].Url);
        // The same file given again is the same page.
        Assert.Equal(inputs[2].Url, inputs[3].Url);
        Assert.Equal(inputs[1].Url, inputs[4].Url);
    }

    [Fact]
    public async Task Folder_gives_every_file_that_the_command_line_takes_for_a_page_packed_or_not()
    {
        var folder = ScratchFolder.Create("inputs");
        string[] pages = ["a.htm", "b.htm.gz", "c.html", "d.HTML.GZ", "e.txt", "f.txt.gz", "g.xhtml", "h.xhtml.gz"];
        foreach (var name in (string[])[.. pages, "no.gz", "no.pdf"])
        {
            await using var file = File.Create(Path.Combine(folder, name));
            await using var packed = name.EndsWith("gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
            await packed.WriteAsync("words"u8.ToArray());
        }

        var inputs = Input.ReadAll([folder]);

        Assert.Equal(pages, inputs.Select(input => Path.GetFileName(input.File)));
        Assert.Equal(["e.txt", "f.txt.gz"], inputs.Where(input => input.ContentType == "text/plain").Select(input => Path.GetFileName(input.File)));
        Assert.All(inputs, input => Assert.Equal("words"u8.ToArray(), input.ReadAsync(CancellationToken.None).Result));
    }

    [Fact]
    public async Task File_that_unpacks_to_more_than_a_page_is_not_read_into_memory()
    {
        var file = Path.Combine(ScratchFolder.Create("inputs"), "bomb.html.gz");
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 32; i++)
            {
                await gzip.WriteAsync(zeros);
            }
        }

        var input = Assert.Single(Input.ReadAll([file]));
        await Assert.ThrowsAsync<InvalidDataException>(() => input.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Data_folder_has_one_host_at_a_time()
    {
        var folder = ScratchFolder.Create("claim");
        await using (DataFolderClaim.Take(folder))
        {
            Assert.Throws<InvalidSettingsException>(() => DataFolderClaim.Take(folder));
        }

        await using var again = DataFolderClaim.Take(folder);
        Assert.True(again.CanWrite);
    }

    [Fact]
    public async Task Data_folder_that_is_a_file_is_named_as_the_fault()
    {
        var file = Path.Combine(ScratchFolder.Create("claim"), "file");
        await File.WriteAllTextAsync(file, "");

        var fault = Assert.Throws<InvalidSettingsException>(() => DataFolderClaim.Take(file));
        Assert.Contains(file, fault.Message, StringComparison.Ordinal);
    }
}
