using System.Globalization;
using Geo.Core;
using Geo.Core.Store;

namespace Geo.Jobs.Runs;

/// <summary>
/// The unfinished work of a job in the workspace's checkpoints/: a run that was killed, or the same command typed again,
/// goes on from it. Named by a hash of all that decides the result and of this build, so that it is never taken for other work.
/// </summary>
internal sealed class KeptWork : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly string _file;

    private KeptWork(string file) => (_file, Checkpoint) = (file, Checkpoint.Open(file));

    /// <summary>Null where another process does the same work now, or the disk is full.</summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>What is kept of this work.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="kind">Name of the job.</param>
    /// <param name="deciding">All that decides the result: parameters, files, revisions.</param>
    public static KeptWork Of(Workspace workspace, string kind, params IEnumerable<string> deciding)
    {
        string[] build = [typeof(Checkpoint).Module.ModuleVersionId.ToString(), typeof(KeptWork).Module.ModuleVersionId.ToString()];
        string hash = RunLedger.HashOf(kind, "{}", [.. deciding, .. build]);
        return new KeptWork(Path.Combine(workspace.Checkpoints, $"{kind}-{hash[..32]}"));
    }

    /// <summary>A file as it is now: a raster that was made anew is other work.</summary>
    public static string FileState(string path)
    {
        var file = new FileInfo(path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Name} {(file.Exists ? file.Length : -1)} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}");
    }

    /// <summary>The work is done and stored.</summary>
    public void Forget()
    {
        if (Checkpoint is null) return;
        Checkpoint.Dispose();
        File.Delete(_file);
    }

    /// <inheritdoc/>
    public void Dispose() => Checkpoint?.Dispose();

    /// <summary>Deletes what nobody has gone on with for a week.</summary>
    public static void Sweep(Workspace workspace, TimeProvider time)
    {
        if (!Directory.Exists(workspace.Checkpoints)) return;
        foreach (string file in Directory.EnumerateFiles(workspace.Checkpoints).Where(file => IsOld(file, time.GetUtcNow()))) File.Delete(file);
    }

    /// <summary>True where nobody has gone on with it for a week.</summary>
    public static bool IsOld(string file, DateTimeOffset now) => File.GetLastWriteTimeUtc(file) < (now - Kept).UtcDateTime;
}
