using Microsoft.Net.Http.Headers;

namespace Geo.Api.Ogc;

/// <summary>Language of a page: Chinese or English.</summary>
internal enum Language
{
    /// <summary>中文.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>Which language a request asks for.</summary>
internal static class Languages
{
    /// <summary>Query parameter <c>lang</c>, else the best of Accept-Language, else the server's own.</summary>
    public static Language Of(HttpRequest request, Language servers)
    {
        string? asked = request.Query["lang"];
        if (!string.IsNullOrEmpty(asked))
        {
            return Parse(asked) ?? throw new InputException("request", "lang", $"'{asked}' is not a language of this server", "use zh or en");
        }

        if (StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
        {
            foreach (var tag in accepted.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1))
            {
                if (Parse(tag.Value.ToString().Split('-')[0]) is { } language)
                {
                    return language;
                }
            }
        }

        return servers;
    }

    /// <summary>zh or en in any case; null for any other text.</summary>
    public static Language? Parse(string text) => text.ToLowerInvariant() switch
    {
        "zh" => Language.Zh,
        "en" => Language.En,
        _ => null,
    };

    /// <summary>The BCP 47 tag.</summary>
    public static string Tag(this Language language) => language == Language.Zh ? "zh" : "en";

    /// <summary>One of two texts.</summary>
    public static string Pick(this Language language, string zh, string en) => language == Language.Zh ? zh : en;
}
