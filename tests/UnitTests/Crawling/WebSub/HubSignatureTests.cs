using System.Text;
using NewsPlatform.Crawling.WebSub;

namespace NewsPlatform.UnitTests.Crawling.WebSub;

public sealed class HubSignatureTests
{
    // RFC 2202 (SHA-1) and RFC 4231 (SHA-2), their second test cases.
    private const string Secret = "Jefe";
    private static readonly byte[] Body = Encoding.ASCII.GetBytes("what do ya want for nothing?");

    [Theory]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", SignatureVerdict.Valid)]
    [InlineData("SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", SignatureVerdict.Valid)]
    [InlineData(" sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649 ", SignatureVerdict.Valid)]
    [InlineData("sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737", SignatureVerdict.Valid)]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c78", SignatureVerdict.Wrong)]
    [InlineData("sha256=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", SignatureVerdict.Wrong)]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7", SignatureVerdict.Wrong)]
    [InlineData("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c7g", SignatureVerdict.Wrong)]
    [InlineData("sha1=", SignatureVerdict.Wrong)]
    [InlineData("md5=750c783e6ab0b503eaa86e310a5db738", SignatureVerdict.Unknown)]
    [InlineData("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", SignatureVerdict.Unknown)]
    [InlineData("=", SignatureVerdict.Unknown)]
    [InlineData("", SignatureVerdict.Missing)]
    [InlineData(null, SignatureVerdict.Missing)]
    public void Signature_is_judged(string? header, SignatureVerdict verdict) => Assert.Equal(verdict, HubSignature.Verify(header, Secret, Body));

    [Fact]
    public void Signature_of_any_length_is_judged() =>
        Assert.Equal(SignatureVerdict.Unknown, HubSignature.Verify("sha1=" + new string('a', 100_000), Secret, Body));
}
