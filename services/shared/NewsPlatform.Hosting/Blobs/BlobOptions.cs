using System.ComponentModel.DataAnnotations;

namespace NewsPlatform.Hosting.Blobs;

/// <summary>Where pages' bytes are kept.</summary>
public enum BlobStoreKind
{
    /// <summary>Files below the data folder.</summary>
    Files,

    /// <summary>A bucket of an S3-compatible store: for several machines.</summary>
    S3,
}

/// <summary>Where pages' bytes are kept, and how the store is reached.</summary>
public sealed class BlobOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Blobs";

    /// <summary>The store.</summary>
    public BlobStoreKind Store { get; set; } = BlobStoreKind.Files;

    /// <summary>S3: address of the service, such as <c>https://s3.example.org</c>; absent: Amazon's own, by the region.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>S3: region, which is part of each signature; stores other than Amazon's mostly take any.</summary>
    [RegularExpression("[a-z0-9-]{1,64}", ErrorMessage = "a region has small letters, digits and -")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>S3: the bucket, which must be there.</summary>
    [RegularExpression("([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?", ErrorMessage = "a bucket has 3 to 63 small letters, digits, - and .")]
    public string Bucket { get; set; } = "";

    /// <summary>S3: what all keys begin with, such as <c>captures/</c>: several platforms may share a bucket.</summary>
    [RegularExpression("[A-Za-z0-9!_.*'()/-]{0,200}", ErrorMessage = "a prefix has at most 200 letters, digits and !_.*'()/-")]
    public string Prefix { get; set; } = "";

    /// <summary>S3: whether the bucket stands in the path and not in the host name, as most stores other than Amazon's want it.</summary>
    public bool PathStyle { get; set; } = true;

    /// <summary>
    /// S3: access key. Empty, with the secret key: the standard chain of the AWS SDK (AWS_ACCESS_KEY_ID and so on, profiles, web
    /// identity, the machine's role).
    /// </summary>
    public string AccessKey { get; set; } = "";

    /// <summary>S3: secret key. Never logged; better given as an environment variable than as a flag, which other users of the machine see.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>S3: time that one request may take, its retries not counted.</summary>
    [Configuration.DurationRange("1s", "10m")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with the settings together.</summary>
    public IEnumerable<string> Faults()
    {
        if (Store != BlobStoreKind.S3)
        {
            yield break;
        }

        if (Bucket.Length == 0)
        {
            yield return "Blobs:Bucket is empty; Blobs:Store=s3 needs one";
        }

        if (AccessKey.Length == 0 != (SecretKey.Length == 0))
        {
            yield return "Blobs:AccessKey and Blobs:SecretKey go together: give both, or neither for the standard chain";
        }

        if (Endpoint is { Scheme: not ("http" or "https") })
        {
            yield return "Blobs:Endpoint is no http or https address";
        }
    }
}
