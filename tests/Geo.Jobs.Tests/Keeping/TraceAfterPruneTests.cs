using Geo.Core.Store;
using Geo.Core.Store.Keeping;
using Geo.Jobs.Tracing;
using Geo.Testing;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>Pruning takes away nothing that a number stands on.</summary>
[Trait("Category", "Slow")]
public sealed class TraceAfterPruneTests(ITestOutputHelper output) : IDisposable
{
    private const int Numbers = 60;
    private static readonly string[] s_layers = ["observations", "mine-sites", "dumps", "volumes", "detections", "surveys"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_number_that_could_be_traced_before_can_be_traced_after_with_the_same_answer()
    {
        SmallDemo.CopyTo(_folder.File("ws"));
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(_folder.File("ws")), TimeProvider.System);
        File.WriteAllText(Path.Combine(store.Workspace.Scenes, "orphan.tif"), "left by a kill");
        (string Layer, string Id, string Property)[] numbers = Draw(store);
        Trace[] before = [.. numbers.Select(number => Of(store, number))];
        // Two years later: all that may go is old enough.
        DateTimeOffset later = TimeProvider.System.GetUtcNow().AddYears(2);
        IReadOnlyList<Prunable> plan = Pruning.Plan(store, later);
        Assert.Contains(plan, one => one.Kind == PruneKind.ClassRaster);
        Assert.Contains(plan, one => one.Path == "scenes/orphan.tif");
        Assert.Contains(plan, one => one.Kind == PruneKind.RunLog);
        long freed = Pruning.Apply(store, plan, "test");
        output.WriteLine($"{plan.Count} items, {freed / 1e6:0.0} MB; {before.Count(trace => trace.Recomputed.State == "equal")} of {numbers.Length} numbers are computed again");
        Assert.True(before.Count(trace => trace.Recomputed.State == "equal") > Numbers / 3);
        for (int i = 0; i < numbers.Length; i++)
        {
            Trace after = Of(store, numbers[i]);
            Assert.Equal((before[i].Recomputed.State, before[i].Recomputed.Value), (after.Recomputed.State, after.Recomputed.Value));
            Assert.Equal(before[i].Value, after.Value);
            Assert.Equal(before[i].Inputs, after.Inputs);
        }
    }

    private static Trace Of(WorkspaceStore store, (string Layer, string Id, string Property) number) => Tracer.Of(store, number.Layer, number.Id, number.Property, CancellationToken.None);

    private static (string, string, string)[] Draw(WorkspaceStore store)
    {
        var random = new Random(8);
        var all = s_layers.Select(layer =>
        {
            Feature[] rows = [.. store.Layer(layer).Items(ItemsRequest.Everything)];
            ColumnDefinition[] columns = [.. Layers.Get(layer).Columns.Where(column => column.Type is ColumnType.Real or ColumnType.Integer)];
            return (layer, rows, columns);
        }).Where(one => one.rows.Length > 0).ToArray();
        var drawn = new HashSet<(string, string, string)>();
        while (drawn.Count < Numbers)
        {
            var (layer, rows, columns) = all[random.Next(all.Length)];
            Feature row = rows[random.Next(rows.Length)];
            string column = columns[random.Next(columns.Length)].Name;
            if (row.Properties[column] is not null) drawn.Add((layer, row.Id, column));
        }

        return [.. drawn];
    }
}
