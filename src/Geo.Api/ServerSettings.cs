using System.Net;
using System.Security.Cryptography;
using Geo.Api.Ogc;
using Geo.Core.Filters;
using Geo.Jobs.Cli;

namespace Geo.Api;

/// <summary>All that the server is told at start.</summary>
internal sealed record ServerSettings
{
    /// <summary>Workspace folder.</summary>
    public required string Workspace { get; init; }

    /// <summary>Address to listen on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Language of pages where the client names none.</summary>
    public Language Language { get; init; } = Language.Zh;

    /// <summary>What writers must show: <c>GEOWFC_TOKEN</c>, else made at random for this start.</summary>
    public required string Token { get; init; }

    /// <summary><c>GEOWFC_ADMIN_PASSWORD</c>: password of the account that the first start makes; null has one made.</summary>
    public string? AdminPassword { get; init; }

    /// <summary><c>GEOWFC_PUBLIC_URL</c>: the address by which clients reach us through a proxy; null without one.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Host names besides localhost and IP addresses that we answer to: <c>GEOWFC_HOSTS</c>, the public address's host, the machine's name.</summary>
    public IReadOnlySet<string> Hosts { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Folder of the web map; null takes wwwroot beside the program.</summary>
    public string? WebRoot { get; init; }

    /// <summary>False in tests that want no worker inside.</summary>
    public bool WithWorker { get; init; } = true;

    /// <summary><c>GEOWFC_TILE_CACHE_MB</c>: memory for tiles that were made; 0 keeps none.</summary>
    public long TileCacheBytes { get; init; } = UsualTileCache;

    private const long UsualTileCache = 128L << 20, MostTileCacheMegabytes = 1 << 20;

    /// <summary><c>GEOWFC_EDIT_WITHOUT_IF_MATCH=1</c>: items may be changed without If-Match, as QGIS does; who writes last wins.</summary>
    public bool EditsWithoutIfMatch { get; init; }

    /// <summary><c>GEOWFC_REQUEST_SECONDS</c>: a request for items is ended after so long.</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>GEOWFC_FILTER_CHARACTERS</c>, <c>_DEPTH</c>, <c>_NODES</c>, <c>_VERTICES</c>: how large a filter of a request may be.</summary>
    public FilterLimits FilterLimits { get; init; } = FilterLimits.Default;

    /// <summary><c>GEOWFC_REQUESTS_PER_MINUTE</c>: requests that one key, session or address may make; null for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>From the command line and the environment.</summary>
    public static ServerSettings Of(ServeOptions options)
    {
        string? publicUrl = Variable("GEOWFC_PUBLIC_URL");
        if (publicUrl is not null && !(Uri.TryCreate(publicUrl, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            throw new InputException("environment", "GEOWFC_PUBLIC_URL", $"'{publicUrl}' is not an absolute http address", "give one such as https://maps.example.cn/geowfc");
        }

        if (options.Port is < 0 or > 65535)
        {
            throw new InputException("serve", "--port", $"{options.Port} is not a TCP port", "give 1 to 65535, or 0 for a free one");
        }

        var hosts = new HashSet<string>((Variable("GEOWFC_HOSTS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase)
        {
            Environment.MachineName,
        };
        if (publicUrl is not null)
        {
            hosts.Add(new Uri(publicUrl).Host);
        }

        long tileCache = UsualTileCache;
        if (Variable("GEOWFC_TILE_CACHE_MB") is { } megabytes)
        {
            tileCache = long.TryParse(megabytes, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long n) && n <= MostTileCacheMegabytes
                ? n << 20
                : throw new InputException("environment", "GEOWFC_TILE_CACHE_MB", $"'{megabytes}' is not a number of megabytes", "give for example 128, or 0 to keep no tiles");
        }

        return new ServerSettings
        {
            TileCacheBytes = tileCache,
            Workspace = options.Workspace,
            Port = options.Port,
            Bind = Address(options.Bind),
            Language = Languages.Parse(options.Lang) ?? Language.Zh,
            Token = Variable("GEOWFC_TOKEN") ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            AdminPassword = Variable("GEOWFC_ADMIN_PASSWORD"),
            PublicUrl = publicUrl,
            EditsWithoutIfMatch = Variable("GEOWFC_EDIT_WITHOUT_IF_MATCH") == "1",
            RequestTime = TimeSpan.FromSeconds(Whole("GEOWFC_REQUEST_SECONDS", 86_400) ?? 60),
            FilterLimits = new FilterLimits
            {
                Characters = Whole("GEOWFC_FILTER_CHARACTERS", 16 << 20) ?? FilterLimits.Default.Characters,
                // Greater ones than the usual would come to SQLite's own end (an expression's depth of 1,000).
                Depth = Whole("GEOWFC_FILTER_DEPTH", FilterLimits.Default.Depth) ?? FilterLimits.Default.Depth,
                Nodes = Whole("GEOWFC_FILTER_NODES", FilterLimits.Default.Nodes) ?? FilterLimits.Default.Nodes,
                Vertices = Whole("GEOWFC_FILTER_VERTICES", 10_000_000) ?? FilterLimits.Default.Vertices,
            },
            RequestsPerMinute = Whole("GEOWFC_REQUESTS_PER_MINUTE", 10_000_000),
            Hosts = hosts,
        };
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static int? Whole(string name, int most) => Variable(name) is not { } text ? null
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number
        : throw new InputException("environment", name, $"'{text}' is not a whole number from 1 to {most}", "mend it, or unset it");

    private static IPAddress Address(string text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(text.Trim('[', ']'), out var address)
            ? address
            : throw new InputException("serve", "--bind", $"'{text}' is not an IP address", "give 127.0.0.1, 0.0.0.0, ::1 or an address of this machine"),
    };
}
