namespace Geo.Jobs.Cli;

/// <summary>Options of the form NAME=VALUE.</summary>
internal static class Pairs
{
    public static Dictionary<string, string>? Parse(string option, string[]? texts)
    {
        if (texts is null or [])
        {
            return null;
        }

        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string text in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == text.Length - 1)
            {
                throw new UsageException($"{option}: '{text}' is not of the form NAME=VALUE");
            }

            pairs[text[..equals].Trim()] = text[(equals + 1)..].Trim();
        }

        return pairs;
    }
}
