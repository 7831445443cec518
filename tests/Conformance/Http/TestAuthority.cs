using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NewsPlatform.Conformance.Http;

/// <summary>A certificate authority that this process trusts and nobody else, so that a certificate can be wrong in one point only.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddDays(-30);

    private readonly string? home = Environment.GetEnvironmentVariable("HOME");
    private readonly string scratch = Directory.CreateTempSubdirectory("conformance-home").FullName;
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 trusted;
    private readonly X509Store store;

    public TestAuthority()
    {
        // The user's trust store lies in the home directory: here in one of the process's own.
        Environment.SetEnvironmentVariable("HOME", scratch);
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=Conformance", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        root = request.CreateSelfSigned(Start, Start.AddDays(60));
        store = new X509Store(StoreName.Root, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        trusted = X509CertificateLoader.LoadCertificate(root.Export(X509ContentType.Cert));
        store.Add(trusted);
    }

    public static X509Certificate2 SelfSigned(string host)
    {
        using var key = RSA.Create(2_048);
        using var certificate = Request(host, key).CreateSelfSigned(Start, Start.AddDays(60));
        return WithKey(certificate);
    }

    public X509Certificate2 Issue(string host, bool expired)
    {
        using var key = RSA.Create(2_048);
        using var certificate = Request(host, key).Create(root, Start, Start.AddDays(expired ? 1 : 60), RandomNumberGenerator.GetBytes(8));
        using var whole = certificate.CopyWithPrivateKey(key);
        return WithKey(whole);
    }

    public void Dispose()
    {
        store.Remove(trusted);
        store.Dispose();
        trusted.Dispose();
        root.Dispose();
        Environment.SetEnvironmentVariable("HOME", home);
        Directory.Delete(scratch, recursive: true);
    }

    private static CertificateRequest Request(string host, RSA key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
