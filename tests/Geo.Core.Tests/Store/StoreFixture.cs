using Geo.Core.Store;
using Geo.Testing;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Geo.Core.Tests.Store;

/// <summary>An empty workspace with a clock that the test moves.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreFixture()
    {
        Workspace = new Workspace(_folder.File("ws"));
        Store = WorkspaceStore.Create(Workspace, Clock);
    }

    public Workspace Workspace { get; }

    public WorkspaceStore Store { get; }

    public MovableClock Clock { get; } = new();

    public string File(string name) => _folder.File(name);

    public static Geometry Wkt(string wkt) => new WKTReader().Read(wkt);

    /// <summary>A square of 0.01 degrees with its lower left corner at 110 + col/100, 40 + row/100.</summary>
    public static Feature Mine(string code, int col = 0, int row = 0, params (string Name, object? Value)[] more)
    {
        FormattableString wkt = $"POLYGON (({110 + col * 0.01} {40 + row * 0.01}, {110.01 + col * 0.01} {40 + row * 0.01}, {110.01 + col * 0.01} {40.01 + row * 0.01}, {110 + col * 0.01} {40.01 + row * 0.01}, {110 + col * 0.01} {40 + row * 0.01}))";
        var properties = new Dictionary<string, object?> { ["code"] = code, ["name"] = "矿" + code };
        foreach (var (name, value) in more)
        {
            properties[name] = value;
        }

        return new Feature(code, Wkt(FormattableString.Invariant(wkt)), properties);
    }

    public void Put(params Feature[] mines) => Store.Write("test", null, null, w => w.Put("mine-sites", mines));

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
    }
}

internal sealed class MovableClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
