using Geo.Jobs.Jobs;

namespace Geo.Jobs.Tests.Jobs;

public class FittingProcessTests
{
    [Theory]
    [InlineData("/opt/geowfc/current/app/geowfc", "/opt/geowfc/current/app/geowfc", "")]
    [InlineData("/usr/share/dotnet/dotnet", "/usr/share/dotnet/dotnet", "exec /app/geowfc.dll")]
    [InlineData("/src/tests/testhost", "dotnet", "exec /app/geowfc.dll")]
    [InlineData(null, "dotnet", "exec /app/geowfc.dll")]
    public void An_installed_program_starts_itself_and_a_checkout_goes_by_dotnet(string? process, string program, string before)
    {
        (string started, string[] arguments) = FittingProcess.Command(process, "/app/geowfc.dll");

        Assert.Equal((program, before), (started, string.Join(' ', arguments)));
    }
}
