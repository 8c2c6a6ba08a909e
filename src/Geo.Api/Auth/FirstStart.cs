using System.Net;
using Geo.Core.Store.People;

namespace Geo.Api.Auth;

/// <summary>The first start on a workspace makes one administrator and says how to sign in; until some administrator has a password the server listens on this machine alone.</summary>
internal static class FirstStart
{
    private const string Author = "first start";

    /// <summary>Refuses to listen to others while no administrator has a password.</summary>
    /// <exception cref="InputException">So it is, or <c>GEOWFC_ADMIN_PASSWORD</c> is no good password.</exception>
    public static void Check(PeopleStore people, ServerSettings settings)
    {
        bool first = people.Accounts.List().Count == 0;
        if (first && settings.AdminPassword is { } chosen)
        {
            Passwords.Check("environment, GEOWFC_ADMIN_PASSWORD", chosen, Accounts.First);
        }
        else if (!IPAddress.IsLoopback(settings.Bind) && !people.Accounts.AdminHasPassword)
        {
            throw new InputException("serve", "--bind", $"{settings.Bind} is beyond this machine, and no administrator has a password yet",
                $"set one with 'geowfc users password {Accounts.First}' or in GEOWFC_ADMIN_PASSWORD, or start once on 127.0.0.1");
        }
    }

    /// <summary>Makes the account where there is none at all.</summary>
    /// <returns>Null where there were accounts; else the password that was made, empty where it came from the environment.</returns>
    public static string? MakeAdmin(PeopleStore people, ServerSettings settings) => people.Accounts.List().Count > 0
        ? null
        : people.Accounts.Add(Accounts.First, null, Role.Admin, null, settings.AdminPassword, Author, null).Generated ?? "";

    /// <summary>The lines for the terminal, in both languages.</summary>
    public static string Words(string? made) => made switch
    {
        null => $"""
            账号 Account  在地图右上角用账号和密码登录；忘记密码：geowfc users reset {Accounts.First}
                          Sign in with account and password at the top right of the map; a forgotten password: geowfc users reset {Accounts.First}
            """,
        "" => $"账号 Account  {Accounts.First}（密码取自 password from GEOWFC_ADMIN_PASSWORD）",
        _ => $"""
            账号 Account  {Accounts.First}
            密码 Password {made}
                          只显示这一次；在地图右上角登录后请修改。 Shown this once; sign in at the top right of the map and change it.
            """,
    };
}
