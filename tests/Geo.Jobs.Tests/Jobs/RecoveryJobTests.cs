using System.Text.Json;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;
using Geo.Testing;

namespace Geo.Jobs.Tests.Jobs;

public sealed class RecoveryJobTests
{
    [Fact]
    public void Any_number_of_threads_gives_the_same_raster_and_the_same_areas()
    {
        using var folder = new TemporaryFolder();
        using var store = WorkspaceStore.Create(new Workspace(folder.File("ws")), TimeProvider.System);
        // Each lies 100 m beside the one before and so overlaps it by half: who comes first in the register is drawn.
        for (int i = 0; i < 9; i++) GreenedSite.Put(store, $"S{i}", east: 415_000 + 100 * i);
        var answers = new[] { 1, 2, 7 }.Select(threads =>
        {
            Run run = store.Runs.Enqueue(RecoveryJob.Kind, "{}", "test", "1");
            Claim claim = store.Runs.Claim(run.Id, "test", TimeSpan.FromMinutes(5))!;
            var context = new RunContext(store, run, claim.Token, TimeProvider.System, new Progress<double>(), _ => { });
            string told = JsonSerializer.Serialize(RecoveryJob.Execute(context, threads, CancellationToken.None), JobTable.JsonStyle).Replace(run.Id, "", StringComparison.Ordinal);
            return (told, Convert.ToHexString(File.ReadAllBytes(store.Workspace.RecoveryRaster)));
        }).ToArray();
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }
}
