using System.CommandLine;

namespace Geo.Jobs.Cli;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Workspace = new("--workspace")
    {
        Description = "Workspace folder (or GEOWFC_WORKSPACE; default ./workspace)",
        Recursive = true,
        HelpName = "DIR",
    };

    public static readonly Option<string?> Db = new("--db")
    {
        Description = "PostGIS connection instead of the embedded store (or GEOWFC_DB; comes with a later release)",
        Recursive = true,
        HelpName = "CONNECTION",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON document on stdout, nothing else",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "No messages and no progress",
        Recursive = true,
    };

    public static readonly Option<string?> Lang = Choice();

    public static string WorkspaceFolder(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(Workspace) ?? Environment.GetEnvironmentVariable("GEOWFC_WORKSPACE") ?? "workspace");

    private static Option<string?> Choice()
    {
        var lang = new Option<string?>("--lang") { Description = "Language of messages", Recursive = true, HelpName = "zh|en" };
        lang.AcceptOnlyFromAmong("zh", "en");
        return lang;
    }
}
