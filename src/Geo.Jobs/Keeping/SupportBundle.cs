using System.Collections;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Geo.Core.Store.Keeping;
using Geo.Jobs.Cli;

namespace Geo.Jobs.Keeping;

/// <summary>
/// What somebody who helps from afar has to know, and nothing of the district: no name, code, place or path; programs, findings,
/// settings without secrets, schema, counts, and how the last runs went.
/// </summary>
internal static class SupportBundle
{
    private const int Runs = 50, LogLines = 40;

    /// <summary>Writes it; the file appears whole or not at all.</summary>
    /// <param name="store">Null where the store cannot be opened: the findings say why.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="findings">Of doctor.</param>
    /// <param name="file">A .zip that is not there yet.</param>
    /// <param name="now">Now.</param>
    /// <exception cref="InputException">The file's folder is not there.</exception>
    public static void Write(WorkspaceStore? store, Workspace workspace, IReadOnlyList<Finding> findings, string file, DateTimeOffset now)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (!Directory.Exists(folder)) throw new InputException(folder, null, "there is no such folder", "make it, or name another");
        var redaction = new Redaction(store is null ? new HashSet<string>() : RegisterWords.Of(store));
        string partial = file + ".partial";
        try
        {
            using (var zip = ZipFile.Open(partial, ZipArchiveMode.Create, Encoding.UTF8))
            {
                Add(zip, "versions.json", Versions(now));
                Add(zip, "doctor.json", findings.Select(finding => new { finding.Check, finding.Ok, text = redaction.Of(finding.Text) }));
                Add(zip, "settings.json", Settings());
                if (store is not null)
                {
                    Add(zip, "counts.json", Counts(store, now));
                    Add(zip, "schema.json", StoreSchema.Of(workspace));
                    Add(zip, "runs.json", store.Runs.List(Runs).Select(run => Told(store, run, redaction)));
                }
            }

            File.Move(partial, file);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static object Versions(DateTimeOffset now) => new
    {
        made_at = now,
        geowfc = Programs.Current,
        dotnet = RuntimeInformation.FrameworkDescription,
        system = RuntimeInformation.OSDescription,
        architecture = RuntimeInformation.OSArchitecture.ToString(),
        processors = Environment.ProcessorCount,
        memory_bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        gdal = Safely(() => GdalLibrary.Version),
        sqlite = Safely(StoreSchema.SqliteVersion),
        culture = CultureInfo.CurrentCulture.Name,
        time_zone = TimeZoneInfo.Local.Id,
    };

    // Numbers and switches as they are; of anything else only that it is set: a token, a folder.
    private static IEnumerable<object> Settings() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value ?? "")).Where(one => one.Name.StartsWith("GEOWFC_", StringComparison.Ordinal))
        .OrderBy(one => one.Name, StringComparer.Ordinal)
        .Select(one => new { one.Name, value = double.TryParse(one.Value, CultureInfo.InvariantCulture, out _) && !one.Name.Contains("TOKEN", StringComparison.Ordinal) ? one.Value : "‹set›" });

    private static object Counts(WorkspaceStore store, DateTimeOffset now)
    {
        Holdings holdings = Holdings.Of(store, now);
        return new
        {
            revision = store.Revision,
            layers = Layers.All.ToDictionary(layer => layer.Id, layer => store.Layer(layer.Id).Count()),
            scenes = store.Scenes.List().GroupBy(scene => scene.Profile).ToDictionary(group => group.Key, group => group.Count()),
            runs = store.Runs.List(int.MaxValue).GroupBy(run => $"{run.Kind} {run.State}").OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count()),
            bytes = holdings.Bytes,
            free_bytes = holdings.Free,
            growth_bytes_per_month = holdings.GrowthPerMonth,
        };
    }

    private static object Told(WorkspaceStore store, Run run, Redaction redaction) => new
    {
        run.Kind,
        run.State,
        run.Attempt,
        created_at = run.CreatedAt,
        started_at = run.StartedAt,
        ended_at = run.EndedAt,
        run.Progress,
        code_version = run.CodeVersion,
        error = run.Error is null ? null : redaction.Of(run.Error),
        log = store.Runs.Log(run.Id).TakeLast(LogLines).Select(line => new { line.At, line.Attempt, text = redaction.Of(line.Text) }),
    };

    private static string Safely(Func<string> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.GetType().Name;
        }
    }

    private static void Add(ZipArchive zip, string name, object document)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        JsonSerializer.Serialize(entry, document, Terminal.JsonStyle);
    }
}
