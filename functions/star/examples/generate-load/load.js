// plan hands each worker its share of the rate; work sends requests at that rate until its time is over.
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

exports.plan = async ({ url, workers, requestsPerSecond, seconds }, generate) => {
  for (let worker = 0; worker < workers; worker += 1) {
    generate('work', { url, requestsPerSecond: requestsPerSecond / workers, seconds });
  }
};

exports.work = async ({ url, requestsPerSecond, seconds }) => {
  const startTime = Date.now();
  const endTime = startTime + seconds * 1000;
  const requests = [];
  for (let sent = 0; Date.now() < endTime; sent += 1) {
    requests.push(fetch(url).then((answer) => answer.arrayBuffer().then(() => answer.status)));
    const due = startTime + ((sent + 1) * 1000) / requestsPerSecond;
    await sleep(Math.max(0, due - Date.now()));
  }
  const results = await Promise.allSettled(requests);
  const answered = results.filter(({ status, value }) => status === 'fulfilled' && value < 500).length;
  console.log(JSON.stringify({ url, requests: requests.length, answered }));
};
