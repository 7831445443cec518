using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NewsPlatform.Contracts.Type.V1;

namespace NewsPlatform.IntegrationTests.Store;

/// <summary>A page and the article read out of it, as they reach the store.</summary>
public sealed record Page(PageRef Ref, Article Article)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A page at the article's own address, fetched first at the start of the tests' time.</summary>
    /// <param name="id">The article's id.</param>
    /// <param name="text">Its text; also decides the content hash.</param>
    public static Page Of(string id, string text = "A short text about nothing much.")
    {
        var url = $"https://news.example/{id}";
        var page = new Page(
            new PageRef { Name = $"pages/{id}", Url = url, Source = "sources/example", Lane = Lane.Live, Fetch = 1 },
            new Article
            {
                Name = $"articles/{id}",
                Url = url,
                Title = $"Title of {id}",
                Language = "en",
                Kind = ArticleKind.Article,
                Text = text,
                Provenance = new Provenance { Page = $"pages/{id}", Source = "sources/example", RequestedUrl = url, FinalUrl = url },
            });
        return page.With(text).At(0);
    }

    public static string NewId() => "a" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>The same page with another text.</summary>
    public Page With(string text) => Change(p =>
    {
        p.Article.Text = text;
        p.Article.ContentHash = "sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];
    });

    /// <summary>The same page fetched later: the n-th minute and fetch.</summary>
    public Page At(int minutes) => Change(p =>
    {
        var time = Timestamp.FromDateTimeOffset(Start.AddMinutes(minutes));
        p.Ref.FetchTime = time;
        p.Ref.Fetch = minutes + 1;
        p.Article.Provenance.FetchTime = time;
        p.Article.Provenance.CleanTime = time;
        p.Article.Provenance.EnrichTime = time;
    });

    /// <summary>The same article at another page.</summary>
    public Page From(string path) => Change(p =>
    {
        p.Ref.Name = $"pages/{path.Replace('/', '-')}";
        p.Ref.Url = $"https://news.example/{path}";
        p.Article.Provenance.Page = p.Ref.Name;
        p.Article.Provenance.RequestedUrl = p.Ref.Url;
        p.Article.Provenance.FinalUrl = p.Ref.Url;
    });

    /// <summary>Signed: texts with the same seed are alike but for so many of the 60 minima.</summary>
    public Page Signed(int seed, int different = 0) => Change(p =>
    {
        var random = new Random(seed);
        var minima = Enumerable.Range(0, 60).Select(_ => (uint)random.NextInt64(uint.MaxValue)).ToArray();
        for (var i = 0; i < different; i++)
        {
            minima[59 - i] ^= 0x5555_5555u + (uint)p.Article.Name.GetHashCode(StringComparison.Ordinal);
        }

        var bytes = new byte[240];
        for (var i = 0; i < 60; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), minima[i]);
        }

        var signature = new TextSignature { MinHash = ByteString.CopyFrom(bytes) };
        signature.Bands.AddRange(minima.Chunk(5).Select(band => band.Aggregate(14695981039346656037ul, (key, m) => (key ^ m) * 1099511628211ul)));
        p.Article.Signature = signature;
    });

    public Page Change(Action<Page> change)
    {
        var copy = new Page(Ref.Clone(), Article.Clone());
        change(copy);
        return copy;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ref.Name} fetch {Ref.Fetch}");
}
