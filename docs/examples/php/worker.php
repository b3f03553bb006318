<?php
// A PHP worker that takes jobs (JSON files) from a folder and shows its work. TERM or INT: finish the job in hand, then leave; it also leaves by itself
// after a number of jobs, as PHP workers do, and its keeper starts it again.
//   worker.php FOLDER [MAXRUNS]

declare(strict_types=1);
[$folder, $most] = [rtrim($argv[1], '/'), (int) ($argv[2] ?? 1000)];

function tell(string ...$lines): void
{
    static $socket = null;
    if ($path = getenv('NOTIFY_SOCKET')) {
        $socket ??= stream_socket_client("udg://$path");
        fwrite($socket, implode("\n", $lines));
    }
}

$stop = false;
pcntl_async_signals(true);
pcntl_signal(SIGTERM, function () use (&$stop) { $stop = true; });
pcntl_signal(SIGINT, function () use (&$stop) { $stop = true; });
@mkdir($folder, 0777, true);
[$done, $failed] = [0, 0];
tell('READY=1', 'X_WCONSOLE_POOL=solo', 'X_WCONSOLE_SLOTS=1', 'X_WCONSOLE_RUNNING=');
while (!$stop && $done + $failed < $most) {
    $waiting = glob("$folder/*.json");
    tell('X_WCONSOLE_QUEUES=' . basename($folder) . ':' . count($waiting), "X_WCONSOLE_DONE=$done", "X_WCONSOLE_FAILED=$failed");
    $file = $waiting[0] ?? null;
    // Whoever moves it has it: several replicas may look at one folder.
    if ($file === null || !@rename($file, "$file." . getmypid())) {
        usleep(300000);
        continue;
    }

    $job = json_decode(file_get_contents("$file." . getmypid()), true);
    $name = basename($file, '.json');
    tell("X_WCONSOLE_RUNNING=" . preg_replace('/[\s:]/', '_', $job['task'] ?? 'job') . ":$name");
    if (is_array($job) && isset($job['seconds'])) {
        for ($end = microtime(true) + $job['seconds']; microtime(true) < $end;) {
            usleep(50000);
        }
        echo date('c'), " done $name\n";
        $done++;
    } else {
        echo date('c'), " ERROR $name is no job: {\"task\": NAME, \"seconds\": N}\n";
        $failed++;
    }
    unlink("$file." . getmypid());
    tell('X_WCONSOLE_RUNNING=');
}
tell('STOPPING=1', "X_WCONSOLE_DONE=$done", "X_WCONSOLE_FAILED=$failed", 'STATUS=' . ($stop ? 'stopped' : "maximum of $most jobs processed"));
