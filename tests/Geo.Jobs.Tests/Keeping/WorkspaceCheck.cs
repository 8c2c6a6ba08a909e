using System.IO.Compression;
using System.Text.Json;
using Geo.Core.Classification;
using Geo.Core.Classification.Networks;
using Geo.Core.Gdal;
using Geo.Core.Store;
using Microsoft.Data.Sqlite;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>What must hold of a workspace whatever has happened to the programs that wrote it.</summary>
internal static class WorkspaceCheck
{
    /// <summary>The store opens and is whole, every row's files are there and every file of a kind can be read.</summary>
    public static void Whole(string folder)
    {
        var workspace = new Workspace(folder);
        using (WorkspaceStore store = WorkspaceStore.Open(workspace, TimeProvider.System))
        {
            Assert.All(store.Scenes.List(), scene => Assert.True(File.Exists(Path.Combine(workspace.Scenes, scene.CogFile)), scene.CogFile));
            Assert.All(store.Layer("surveys").Items(ItemsRequest.Everything).Select(survey => survey.Properties["class_raster"]).OfType<string>(), file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
            foreach (string layer in Layers.All.Select(layer => layer.Id)) store.Layer(layer).Count();
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = workspace.Database, Pooling = false }.ToString());
        connection.Open();
        Assert.Equal("ok", Scalar(connection, "PRAGMA integrity_check"));
        Assert.Null(Scalar(connection, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1"));
        foreach (string file in (string[])[.. Directory.EnumerateFiles(workspace.Scenes, "*.tif"), .. Directory.EnumerateFiles(workspace.Results, "*.tif")])
        {
            using Dataset raster = Dataset.Open(file);
            Assert.True(raster.Checksum(1) >= 0, file);
        }

        foreach (string file in (string[])[.. Directory.EnumerateFiles(workspace.Scenes, "*.json"), .. Directory.EnumerateFiles(workspace.Models, "card.json", SearchOption.AllDirectories), .. Directory.EnumerateFiles(workspace.Results, "*json", SearchOption.AllDirectories)])
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
        }

        foreach (string model in Directory.EnumerateDirectories(workspace.Models).Where(model => !Path.GetFileName(model).StartsWith('.')))
        {
            bool network = ModelCard.Load(Path.Combine(model, "card.json")).Network is not null;
            Assert.NotNull(network ? NetworkModel.Load(model).Card : ForestModel.Load(model).Card);
        }

        foreach (string file in Directory.EnumerateFiles(workspace.Results, "*.docx", SearchOption.AllDirectories))
        {
            using ZipArchive dossier = ZipFile.OpenRead(file);
            Assert.All(dossier.Entries, entry => entry.Open().CopyTo(Stream.Null));
        }
    }

    /// <summary>Every row of every layer as text, by layer; ids and runs too.</summary>
    public static SortedDictionary<string, IReadOnlyList<string>> Rows(string folder, params string[] without)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(folder), TimeProvider.System);
        return new(Layers.All.Select(layer => layer.Id).Except(without).ToDictionary(id => id, id => (IReadOnlyList<string>)
            [.. store.Layer(id).Items(ItemsRequest.Everything).Select(row => $"{row.Id} {JsonSerializer.Serialize(row.Properties)} {row.Geometry?.AsText()}")]), StringComparer.Ordinal);
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
