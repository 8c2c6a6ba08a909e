using Geo.Core;
using Microsoft.Data.Sqlite;

namespace Geo.Api.Tests;

public sealed class ErrorTableTests
{
    [Fact]
    public void Every_exception_of_the_analysis_has_its_row()
    {
        var ours = typeof(InputException).Assembly.GetTypes().Where(t => t.IsPublic && t.IsSubclassOf(typeof(Exception)) && !t.IsAbstract).ToList();
        Assert.Contains(typeof(InputException), ours);
        Assert.All(ours, t => Assert.True(Errors.Table.ContainsKey(t), $"{t.Name} is not in the error table of Geo.Api"));
    }

    [Fact]
    public void What_a_person_can_mend_is_400_and_our_bugs_are_500()
    {
        Assert.Equal(400, Errors.Of(new InputException("x", null, "y", "z")).Status);
        Assert.Equal(404, Errors.Of(new NotFoundException("x", "y")).Status);
        Assert.Equal(409, Errors.Of(new Core.Store.LeaseLostException("x", 1)).Status);
        Assert.Equal(503, Errors.Of(new SqliteException("database is locked", 5)).Status);
        Assert.Equal(500, Errors.Of(new SqliteException("no such table", 1)).Status);
        Assert.Equal(500, Errors.Of(new InvalidOperationException()).Status);
    }
}
