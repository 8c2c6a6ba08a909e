using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Geo.Core;
using Geo.Core.Store;

namespace Geo.Jobs.Jobs;

/// <summary>An import that was made, with what became of each row.</summary>
/// <param name="Id">When and of what: 20250714T032000123Z-dumps.</param>
/// <param name="Kind">The register.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Author">Who imported it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Report">Row by row.</param>
public sealed record KeptImport(string Id, string Kind, string File, string Author, DateTimeOffset At, ImportReport Report);

/// <summary>The reports of imports, a file each in results/imports: what a clerk is asked about months later.</summary>
public static partial class RegisterShelf
{
    private const int MostListed = 50;

    /// <summary>Keeps a report; the file appears whole or not at all.</summary>
    /// <returns>Its id.</returns>
    public static string Keep(Workspace workspace, string kind, string file, string author, DateTimeOffset at, ImportReport report)
    {
        string folder = Directory.CreateDirectory(Folder(workspace)).FullName;
        string id = $"{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{kind}";
        string path = Path.Combine(folder, id + ".json"), temporary = Path.Combine(folder, $".{Guid.NewGuid():N}");
        File.WriteAllText(temporary, JsonSerializer.Serialize(new KeptImport(id, kind, file, author, at, report), JobTable.JsonStyle));
        File.Move(temporary, path, overwrite: true);
        return id;
    }

    /// <summary>A report.</summary>
    /// <exception cref="NotFoundException">There is none of this id.</exception>
    public static KeptImport Load(Workspace workspace, string id)
    {
        string path = Path.Combine(Folder(workspace), id + ".json");
        return Id().IsMatch(id) && File.Exists(path) ? Read(path) : throw new NotFoundException("import", id);
    }

    /// <summary>The youngest reports, youngest first.</summary>
    public static IReadOnlyList<KeptImport> List(Workspace workspace) => !Directory.Exists(Folder(workspace)) ? []
        : [.. Directory.EnumerateFiles(Folder(workspace), "*.json").OrderByDescending(f => f, StringComparer.Ordinal).Take(MostListed).Select(Read)];

    private static KeptImport Read(string path) => JsonSerializer.Deserialize<KeptImport>(File.ReadAllText(path), JobTable.JsonStyle)!;

    private static string Folder(Workspace workspace) => Path.Combine(workspace.Results, "imports");

    [GeneratedRegex(@"^\d{8}T\d{9}Z-[a-z-]+$")]
    private static partial Regex Id();
}
