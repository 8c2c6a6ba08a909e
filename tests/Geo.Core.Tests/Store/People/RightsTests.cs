using Geo.Core.Store.People;

namespace Geo.Core.Tests.Store.People;

public sealed class RightsTests
{
    /// <summary>The table of issue 5 and docs/people.md, row by row: the roles that have the right.</summary>
    [Theory]
    [InlineData(Right.SignIn, "viewer town ecology natural_resources admin")]
    [InlineData(Right.OwnAccount, "viewer town ecology natural_resources admin")]
    [InlineData(Right.ReadStaff, "viewer town ecology natural_resources admin")]
    [InlineData(Right.ReadAdmin, "admin")]
    [InlineData(Right.Review, "town ecology natural_resources admin")]
    [InlineData(Right.FieldCheck, "town ecology natural_resources admin")]
    [InlineData(Right.Run, "ecology natural_resources admin")]
    [InlineData(Right.Models, "ecology natural_resources admin")]
    [InlineData(Right.Report, "ecology natural_resources admin")]
    [InlineData(Right.DecideSites, "natural_resources admin")]
    [InlineData(Right.DecideDumps, "ecology natural_resources admin")]
    [InlineData(Right.EditRegisters, "ecology natural_resources admin")]
    [InlineData(Right.People, "admin")]
    [InlineData(Right.Audit, "admin")]
    [InlineData(Right.Console, "admin")]
    public void Each_right_belongs_to_the_roles_that_the_table_names(Right right, string roles) =>
        Assert.Equal(roles, string.Join(' ', Enum.GetValues<Role>().Order().Where(role => Rights.Of(role).Contains(right)).Select(role => role.Name())));

    [Fact]
    public void Roles_are_read_by_name_and_others_refused()
    {
        Assert.Equal(Role.NaturalResources, Roles.Parse("natural-resources"));
        Assert.Throws<InputException>(() => Roles.Parse("Admin"));
        Assert.Throws<InputException>(() => Roles.Parse(null));
    }
}
