using System.CommandLine;
using System.Globalization;
using Geo.Core.Classification;
using Geo.Core.Gdal;
using Geo.Core.Store;

namespace Geo.Jobs.Cli;

/// <summary><c>doctor</c>: checks what the service stands on and says how to mend it.</summary>
internal static class DoctorCommand
{
    private sealed record Finding(string Check, bool Ok, string Text);

    public static Command Create()
    {
        var command = new Command("doctor", "Check GDAL, PROJ data, disk, store, memory; say how to mend");
        command.SetAction(CommandSession.Action((session, _, _) =>
        {
            Finding[] findings =
            [
                Check("gdal", () => GdalLibrary.Version, "install libgdal 3.4 or newer (Debian: apt-get install gdal-bin)"),
                Check("proj", () => { GdalLibrary.SelfTest(); return "4490 to 4546 right to 1 mm"; }, "install PROJ's data (Debian: apt-get install proj-data)"),
                Check("lightgbm", () => ForestTrainer.IsAvailable(ForestAlgorithm.LightGbm) ? "loads" : "does not load; FastTree and FastForest are used (Debian: apt-get install libgomp1)", "apt-get install libgomp1"),
                Check("disk", () => Disk(session.Workspace.Folder), "free some space"),
                Check("memory", Memory, "2 GiB of memory are needed"),
                Check("store", () => Store(session), "make the workspace with 'geowfc init', or restore a copy"),
            ];
            session.Terminal.Result(findings, output =>
            {
                foreach (Finding finding in findings)
                {
                    output.WriteLine($"{(finding.Ok ? "ok  " : "BAD ")} {finding.Check}: {finding.Text}");
                }
            });
            return Task.FromResult(findings.All(finding => finding.Ok) ? ExitCode.Done : ExitCode.Failed);
        }));
        return command;
    }

    private static Finding Check(string name, Func<string> look, string mend)
    {
        try
        {
            return new Finding(name, true, look());
        }
        catch (Exception exception)
        {
            return new Finding(name, false, $"{exception.Message.ReplaceLineEndings(" ")}; {mend}");
        }
    }

    private static string Disk(string folder)
    {
        string existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        double free = new DriveInfo(existing).AvailableFreeSpace / 1e9;
        return free >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB free")
            : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"only {free:0.0} GB free"));
    }

    private static string Memory()
    {
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return available >= 2
            ? string.Create(CultureInfo.InvariantCulture, $"{available:0.0} GB")
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"only {available:0.0} GB"));
    }

    private static string Store(CommandSession session)
    {
        using WorkspaceStore store = session.OpenStore();
        var missing = store.Scenes.List().Where(scene => !File.Exists(Path.Combine(session.Workspace.Scenes, scene.CogFile))).Select(scene => scene.Id).ToList();
        return missing.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{session.Workspace.Database}, {Core.Store.Layers.All.Sum(layer => store.Layer(layer.Id).Count())} features, {store.Scenes.List().Count} scenes")
            : throw new FileNotFoundException($"the raster of scene {missing[0]} is missing from {session.Workspace.Scenes}");
    }
}
