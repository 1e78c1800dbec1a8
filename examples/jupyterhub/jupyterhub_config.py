"""A JupyterHub with the course beside it, on one machine: docs/jupyterhub.md goes through it.

    AUTOGRADER_COURSE=/srv/course AUTOGRADER_PASSWORD=... jupyterhub -f jupyterhub_config.py

Students sign in to the hub, and by that to the course; notebooks in their servers need no token.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

# Where browsers come. The service of the course stands below it, at /services/autograder/.
HUB = os.environ.get("AUTOGRADER_HUB", "http://127.0.0.1:8000")
SERVICE = os.environ.get("AUTOGRADER_SERVICE", "http://127.0.0.1:10101")  # where it listens
COURSE = Path(os.environ["AUTOGRADER_COURSE"])
STATE = Path(os.environ.get("AUTOGRADER_HUB_STATE", ".")).resolve()  # what the hub keeps for itself

c.JupyterHub.bind_url = HUB
c.JupyterHub.public_url = f"{HUB}/"
c.JupyterHub.hub_bind_url = os.environ.get("AUTOGRADER_HUB_API", "http://127.0.0.1:8081")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(STATE / "jupyterhub_cookie_secret")

# The proxy in front of it is the `configurable-http-proxy` that is found first: npm's, or Python's,
# which sends an answer on only when all of it is there and so must have time for the longest one.
c.ConfigurableHTTPProxy.command = ["configurable-http-proxy", "--proxy-timeout", "600000"]  # ms
c.ConfigurableHTTPProxy.api_url = os.environ.get("AUTOGRADER_PROXY_API", "http://127.0.0.1:8001")
c.ConfigurableHTTPProxy.pid_file = str(STATE / "jupyterhub-proxy.pid")

# Who may come. For a trial on your own machine: one password for all, and every server a process
# of yours. Put your own authenticator and spawner in the place of these two.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["AUTOGRADER_PASSWORD"]
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(STATE / "homes" / "{username}")
c.Spawner.http_timeout = 120  # seconds, for a server to start on a slow machine
if os.geteuid() == 0:  # in a container of yours
    c.Spawner.args = ["--allow-root"]

# The service of the course. The hub starts it, and tells it who it is by environment variables.
c.JupyterHub.services = [
    {
        "name": "autograder",
        "url": SERVICE,
        "command": [sys.executable, "-m", "autograder", "serve", "--course", str(COURSE)],
        "display": True,  # a link to it in the hub's menu "Services"
        "oauth_no_confirm": True,  # it belongs to the hub: nobody has to agree each time
        # The names of this hub's users are the ids in people.csv. Leave it out where they are not:
        # then a teacher says once for each who they are.
        "environment": {"AUTOGRADER_HUB_NAMES": "ids"},
    }
]

# Users may come to the service, and so may their servers in their name.
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", "access:services!service=autograder"]},
    {
        "name": "server",
        "scopes": [
            "users:activity!user",
            "access:servers!server",
            "access:services!service=autograder",
        ],
    },
]

# Where notebooks on the hub find the service. Their token goes there and to no other address.
c.Spawner.environment = {"AUTOGRADER_ON_THE_HUB": f"{HUB}/services/autograder"}
