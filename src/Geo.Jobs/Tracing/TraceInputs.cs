using System.Text.Json;
using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Store;

namespace Geo.Jobs.Tracing;

/// <summary>The files of scenes with the checksums that were recorded when they were taken in.</summary>
internal static class TraceInputs
{
    /// <summary>Files of a scene: its rasters, hashed anew where asked for, and the source that they were made of.</summary>
    public static IReadOnlyList<TracedInput> Of(WorkspaceStore store, string sceneId, bool check, CancellationToken cancel)
    {
        StoredScene stored;
        try
        {
            stored = store.Scenes.GetStored(sceneId);
        }
        catch (NotFoundException)
        {
            return [new TracedInput(sceneId, "", "data", null, null, "missing")];
        }

        var inputs = new List<TracedInput>();
        using JsonDocument item = JsonDocument.Parse(stored.StacJson);
        foreach (var (file, role) in new[] { (stored.Scene.CogFile, "data"), (stored.Scene.QualityFile, "quality") })
        {
            if (file is not null)
            {
                inputs.Add(Raster(store, sceneId, file, role, Recorded(item.RootElement, file), check, cancel));
            }
        }

        string title = item.RootElement.GetProperty("properties").TryGetProperty("title", out var name) ? name.GetString() ?? "" : "";
        inputs.Add(new TracedInput(sceneId, title, "source", stored.Scene.Sha256, null, "recorded"));
        return inputs;
    }

    private static TracedInput Raster(WorkspaceStore store, string sceneId, string file, string role, string? recorded, bool check, CancellationToken cancel)
    {
        string path = Path.Combine(store.Workspace.Scenes, file);
        if (!check)
        {
            return new TracedInput(sceneId, file, role, recorded, null, "recorded");
        }

        if (!File.Exists(path))
        {
            return new TracedInput(sceneId, file, role, recorded, null, "missing");
        }

        string found = SceneIngestor.SourceHash(path, cancel);
        return new TracedInput(sceneId, file, role, recorded, found, recorded is null ? "recorded" : found == recorded ? "same" : "differs");
    }

    // STAC's file extension: a multihash, 0x12 SHA-256, 0x20 its 32 bytes.
    private static string? Recorded(JsonElement item, string file)
    {
        const string sha256 = "1220";
        if (!item.TryGetProperty("assets", out var assets))
        {
            return null;
        }

        return assets.EnumerateObject().Select(a => a.Value)
            .Where(a => a.TryGetProperty("href", out var href) && Path.GetFileName(href.GetString()) == file && a.TryGetProperty("file:checksum", out _))
            .Select(a => a.GetProperty("file:checksum").GetString()).Where(sum => sum?.StartsWith(sha256, StringComparison.Ordinal) == true)
            .Select(sum => sum![sha256.Length..]).FirstOrDefault();
    }
}
