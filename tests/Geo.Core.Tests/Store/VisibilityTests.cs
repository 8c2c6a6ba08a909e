using System.Text.Json;
using Geo.Core.Store;

namespace Geo.Core.Tests.Store;

public sealed class VisibilityTests : IDisposable
{
    private readonly StoreFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void The_file_that_is_shipped_names_every_collection()
    {
        using var shipped = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "data", "visibility.json")));
        Assert.Equal(Layers.Stored.Select(l => l.Id).Order(StringComparer.Ordinal), shipped.RootElement.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_workspaces_own_file_overrules_what_it_names()
    {
        File.WriteAllText(_f.Workspace.VisibilityFile, """{"observations": "staff", "scenes": "admin"}""");
        var table = VisibilityTable.Load(_f.Workspace);
        Assert.Equal((Visibility.Staff, Visibility.Admin, Visibility.Public), (table.Of("observations"), table.Of("scenes"), table.Of("mine-sites")));
        Assert.Throws<NotFoundException>(() => table.Of("nothing"));
    }

    [Theory]
    [InlineData("""{"observation": "staff"}""", "observation"), InlineData("""{"observations": "Staff"}""", "observations"), InlineData("""{"observations": 1}""", "observations")]
    [InlineData("[]", null), InlineData("{", null)]
    public void A_file_that_would_leave_something_open_by_mistake_is_refused(string text, string? field)
    {
        File.WriteAllText(_f.Workspace.VisibilityFile, text);
        var refused = Assert.Throws<InputException>(() => VisibilityTable.Load(_f.Workspace));
        Assert.Equal(field, refused.Field);
        Assert.Contains("visibility.json", refused.Where, StringComparison.Ordinal);
    }
}
