using WConsole.Drivers.Frameworks.Celery;
using WConsole.Drivers.Hosts;

namespace WConsole.Tests.Drivers.CeleryDriver;

public sealed class CeleryCommandLineTests
{
    [Theory]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker -n w1@web1", CommandLineMatch.Named)]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker -nw1@web1", CommandLineMatch.Named)]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker --hostname=w1@%h", CommandLineMatch.Named)]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker -n w1", CommandLineMatch.Named)]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker -n w2@%h", CommandLineMatch.NamesAnother)]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker", CommandLineMatch.Framework)]
    [InlineData("python -m celery -A proj worker", CommandLineMatch.Framework)]
    [InlineData("python manage.py celery worker", CommandLineMatch.Framework)]
    [InlineData("vim celery.py", CommandLineMatch.Other)]
    [InlineData("sleep 100", CommandLineMatch.Other)]
    [InlineData("", CommandLineMatch.Other)]
    public void A_command_line_tells_whose_it_is(string line, CommandLineMatch expected) =>
        Assert.Equal(expected, CeleryCommandLine.Match([.. line.Split(' ')], "w1@web1"));

    [Theory]
    [InlineData("[celeryd: w1@web1:MainProcess] -active- (-A proj worker)", CommandLineMatch.Named)]
    [InlineData("[celeryd: w1@web1:ForkPoolWorker-1]", CommandLineMatch.NamesAnother)]
    [InlineData("[celeryd: w2@web1:MainProcess] -active-", CommandLineMatch.NamesAnother)]
    [InlineData("[celeryd: ", CommandLineMatch.NamesAnother)]
    public void A_rewritten_title_names_node_and_process(string title, CommandLineMatch expected) =>
        Assert.Equal(expected, CeleryCommandLine.Match([title], "w1@web1"));

    [Theory]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker", null)]
    [InlineData("/srv/venv/bin/python venv/bin/celery -A proj worker", null)]
    [InlineData("python -m celery -A proj worker", "python -m celery")]
    [InlineData("/usr/bin/python3 -m celery -A proj worker", "python -m celery")]
    [InlineData("/usr/bin/python3 manage.py celery worker", "not started by the celery script")]
    [InlineData("/usr/bin/python3 /usr/bin/celery -A proj worker --detach", "detached")]
    [InlineData("/usr/bin/python3 bin/celery -A proj worker --workdir=/srv", "relative")]
    [InlineData("[celeryd: w1@web1:MainProcess] -active-", "does not show")]
    [InlineData("", "does not show")]
    public void Only_a_worker_of_the_celery_script_restarts_in_place(string line, string? why)
    {
        var answer = CeleryCommandLine.WhyNoRestartInPlace([.. line.Split(' ')]);
        if (why is null)
        {
            Assert.Null(answer);
        }
        else
        {
            Assert.Contains(why, answer, StringComparison.Ordinal);
        }
    }
}
