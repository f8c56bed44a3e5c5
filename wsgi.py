"""The WSGI application, under the settings of the environment: what gunicorn, or any other server of WSGI, serves."""

from patrol.app import create_app

app = create_app()
