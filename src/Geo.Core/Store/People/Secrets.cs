using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Geo.Core.Store.People;

/// <summary>Sessions' ids and keys: 256 random bits, of which only the SHA-256 is kept. No salt and no slow hash: nobody guesses 256 bits.</summary>
internal static class Secrets
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
