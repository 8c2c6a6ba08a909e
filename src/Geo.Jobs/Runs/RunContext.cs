using Geo.Core.Store;

namespace Geo.Jobs.Runs;

/// <summary>What a job gets to work with: its run under a lease, the workspace, and ways to report.</summary>
internal sealed class RunContext(WorkspaceStore store, Run run, long fencingToken, TimeProvider time, IProgress<double> progress, Action<string> log)
{
    public WorkspaceStore Store { get; } = store;

    public Run Run { get; } = run;

    public TimeProvider Time { get; } = time;

    /// <summary>[0, 1].</summary>
    public IProgress<double> Progress { get; } = progress;

    public long FencingToken { get; } = fencingToken;

    /// <summary>A folder for unfinished files of this run; swept when the run has ended or its process is gone.</summary>
    public string TemporaryFolder => Directory.CreateDirectory(Path.Combine(Store.Workspace.Temporary, Run.Id)).FullName;

    /// <summary>A line of the run's log.</summary>
    public void Log(string line) => log(line);

    /// <summary>One transaction under the run's lease; refused when another process has taken the run over.</summary>
    public void Write(Action<StoreWriter> writes) => Store.Write(Run.Author, Run.Id, FencingToken, writes);
}
