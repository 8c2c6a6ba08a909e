using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Geo.Core.Store.People;

/// <summary>Passwords by ASP.NET Core Identity's hasher (PBKDF2, HMAC-SHA512, salted). Rounds as OWASP's Password Storage Cheat Sheet asks for this function.</summary>
public static class Passwords
{
    /// <summary>Characters that a password has at least.</summary>
    public const int Shortest = 10;

    /// <summary>Characters that it may have: hashing work must not be the client's to choose.</summary>
    public const int Longest = 200;

    private const int Rounds = 210_000, Groups = 4, GroupLength = 5;

    // Without the letters and digits that are taken for one another.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    // What an unknown name is compared with, so that it takes as long as a known one.
    private static readonly Lazy<string> Dummy = new(() => Hash(Generate()));

    /// <summary>A password for a person to copy once: about 99 bits.</summary>
    public static string Generate() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));

    /// <summary>Refuses what is too short, too long, or the account's own name.</summary>
    /// <exception cref="InputException">Says which.</exception>
    public static void Check(string where, string password, string account)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length is < Shortest or > Longest)
        {
            throw new InputException(where, "password", $"it has {password.Length} characters", $"use {Shortest} to {Longest}");
        }

        if (password.Equals(account, StringComparison.OrdinalIgnoreCase) || password.Distinct().Count() < Shortest / 2)
        {
            throw new InputException(where, "password", "it is too easy to guess", "use another one, a sentence for example");
        }
    }

    internal static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Compares; without a hash it takes the time and says no.</summary>
    internal static PasswordVerificationResult Verify(string? hash, string password)
    {
        if (hash is null || password.Length > Longest)
        {
            Hasher.VerifyHashedPassword(null!, Dummy.Value, password.Length > Longest ? "" : password);
            return PasswordVerificationResult.Failed;
        }

        return Hasher.VerifyHashedPassword(null!, hash, password);
    }
}
